import { spawn } from 'node:child_process'
import { PROJECT_ROOT } from './project-root.ts'

export type CommandResult = { code: number; output: string; ms: number }

export type CommandOptions = {
  /** Show what the command prints while it runs; otherwise it is only collected. */
  live?: boolean
  env?: Record<string, string>
}

/** Runs a program to its end. A program that cannot be started ends with code 127 and the reason as output. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: PROJECT_ROOT, env: { ...process.env, ...options.env } })
    const parts: Buffer[] = []
    const collect = (target: NodeJS.WriteStream) => (part: Buffer) => {
      parts.push(part)
      if (options.live) target.write(part)
    }
    child.stdout.on('data', collect(process.stdout))
    child.stderr.on('data', collect(process.stderr))
    const finish = (code: number) =>
      resolve({ code, output: Buffer.concat(parts).toString('utf8'), ms: performance.now() - started })
    child.on('error', (error) => {
      parts.push(Buffer.from(error.message))
      finish(127)
    })
    // 'close' comes after both streams have ended; a killed program has no code.
    child.on('close', (code) => finish(code ?? 1))
  })
}

/** Runs a Node script with the Node that runs us. */
export function runNode(script: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return runCommand(process.execPath, [script, ...args], options)
}
