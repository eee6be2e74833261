import { buildApp } from './tasks/build-app.ts'

const started = performance.now()
await buildApp()
console.log(`Built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s`)
