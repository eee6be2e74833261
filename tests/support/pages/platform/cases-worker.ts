import { folderAfterCrash, runOpfsCases } from './opfs-cases.ts'

const outcome = { cases: await runOpfsCases(), crash: await folderAfterCrash() }
self.postMessage(outcome)
