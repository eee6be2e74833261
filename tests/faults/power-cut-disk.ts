import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** ioctl FS_IOC_SHUTDOWN with FS_SHUTDOWN_FLAGS_NOLOGFLUSH (linux/fs.h): nothing more reaches the disk. */
const CUT = `use Fcntl; sysopen(my $folder, $ARGV[0], O_RDONLY) or die $!;
  my $how = pack('L', 2); defined(ioctl($folder, 0x8004587d, $how)) or die $!`

const TRIES = 100
const PAUSE_MS = 100

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

/**
 * A file system (ext4 in an image on a loop device) whose power can be cut: what was not flushed is gone, as on a
 * laptop whose battery is pulled out. It does not model a disk that lies about flushes. Needs root and loop devices.
 */
export class PowerCutDisk {
  readonly #folder: string
  readonly #mount: string

  private constructor(folder: string, mount: string) {
    this.#folder = folder
    this.#mount = mount
  }

  /** `mount`: an empty or missing folder. */
  static make(mount: string, megabytes: number): PowerCutDisk {
    const disk = new PowerCutDisk(mkdtempSync(join(tmpdir(), 'nishan-disk-')), mount)
    mkdirSync(mount, { recursive: true })
    run('truncate', '-s', `${megabytes}M`, disk.#image)
    run('mkfs.ext4', '-q', '-m', '0', disk.#image)
    disk.#attach()
    return disk
  }

  /** Why there can be none on this machine; null when there can. Tried, not guessed. */
  static whyNot(): string | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux can mount a loop device'
    const probe = mkdtempSync(join(tmpdir(), 'nishan-probe-'))
    try {
      const disk = PowerCutDisk.make(join(probe, 'disk'), 16)
      disk.cut()
      run('umount', disk.#mount)
      rmSync(disk.#folder, { recursive: true, force: true })
      return null
    } catch (error) {
      return String(error).split('\n')[0] ?? 'it failed'
    } finally {
      rmSync(probe, { recursive: true, force: true })
    }
  }

  get #image(): string {
    return join(this.#folder, 'disk.img')
  }

  #attach(): void {
    run('mount', '-o', 'loop', this.#image, this.#mount)
  }

  /** What is there now is on the disk: where a round begins. */
  flush(): void {
    run('sync', '-f', this.#mount)
  }

  cut(): void {
    run('perl', '-e', CUT, this.#mount)
  }

  /** Nothing can be written there, not even by root; `false` lets it be written again. */
  readOnly(on = true): void {
    run('mount', '-o', `remount,${on ? 'ro' : 'rw'}`, this.#mount)
  }

  /** Power is back; every process that had files there must be gone. */
  async restore(): Promise<void> {
    await this.#detach()
    this.#attach()
  }

  async remove(): Promise<void> {
    await this.#detach()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Processes that were ended a moment ago may still be letting go of their files. */
  async #detach(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        run('umount', this.#mount)
        return
      } catch (error) {
        if (tries === TRIES) throw error
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
    }
  }
}
