// Records what the main process sends, from the first moment on, and answers the closing handshake.
globalThis.received = []
globalThis.answerClosing = true
for (const channel of ['menu.command', 'settings.changed']) {
  window.api[channel]((payload) => globalThis.received.push({ channel, payload }))
}
window.api['app.closing'](async () => {
  await globalThis.beforeFinish?.()
  if (globalThis.answerClosing) await window.api['app.finishClosing']()
})
document.body.dataset.ready = 'yes'
