import { EventEmitter } from 'node:events'

/*
 * Loaded before the module of a double of a utility process: its way to the app, over the channel of the child process.
 * As Electron says, messages wait until someone listens.
 */
class ParentPort extends EventEmitter {
  #waiting = []

  constructor() {
    super()
    process.on('message', (data) => {
      const event = { data, ports: [] }
      if (this.listenerCount('message') === 0) this.#waiting.push(event)
      else this.emit('message', event)
    })
    this.on('newListener', (name) => {
      if (name !== 'message') return
      queueMicrotask(() => {
        for (const event of this.#waiting.splice(0)) this.emit('message', event)
      })
    })
  }

  postMessage(message) {
    process.send(message)
  }
}

// With the app it ends, whatever it is doing.
process.on('disconnect', () => process.exit(1))
Object.defineProperty(process, 'parentPort', { value: new ParentPort() })
