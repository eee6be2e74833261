import { resolve } from 'node:path'

/** Absolute path of the folder that holds package.json. */
export const PROJECT_ROOT = resolve(import.meta.dirname, '../..')
