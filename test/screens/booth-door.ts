import Fastify from 'fastify'
import { Server } from 'socket.io'
import type { BoothView, Hand, SimulatorView, Touch } from '#protocol/booth.ts'
import { serve } from '#protocol/message.ts'
import { pageMessages, serviceMessages, simulatorMessages } from '#protocol/messages.ts'
import { refuse } from '#protocol/refusal.ts'
import { servePages } from './built-pages.ts'
import { serviceAnswers } from './service-views.ts'

/** A door without an agent behind it: serves built pages, pushes the views it is given and keeps what was touched. */
export const openDoor = async (pages: string, first: BoothView, simulated: SimulatorView) => {
  let view = first
  const touches: Touch[] = []
  const hands: Hand[] = []
  const app = Fastify({ forceCloseConnections: true })
  await servePages(app, pages, { '/booth/': 'booth', '/booth/service/': 'service', '/booth/simulator/': 'simulator' })
  const io = new Server(app.server, { path: '/door/socket', transports: ['websocket'] })
  const nowhere = () => refuse('media-unavailable')
  io.on('connection', (socket) => {
    const media = {
      'media:join': nowhere,
      'media:transport': nowhere,
      'media:connect': nowhere,
      'media:restart': nowhere,
      'media:produce': nowhere,
      'media:producing': nowhere,
      'media:consume': nowhere,
      'media:resume': nowhere,
      'media:shown': nowhere,
      'media:say': nowhere,
      'media:quality': nowhere,
      'media:lines': nowhere,
      'media:leave': nowhere,
    }
    const done = { done: true as const }
    const page = {
      'page:touch': (touch: Touch) => (touches.push(touch), done),
      'page:photo': () => refuse('photo-unusable', { why: '' }),
      'page:still': () => done,
      'page:paths': () => done,
      'path:open': nowhere,
      ...media,
    }
    serve(socket, pageMessages, page, null, ['page'], () => {})
    serve(socket, simulatorMessages, { 'simulator:do': (hand: Hand) => (hands.push(hand), simulated) }, null, ['simulator'], () => {})
    const installer = serviceAnswers((heard) => void socket.emit('service:heard', heard))
    serve(socket, serviceMessages, installer, null, ['installer'], () => {})
    socket.emit('booth:view', view)
    socket.emit('simulator:view', simulated)
  })
  return {
    origin: await app.listen({ host: '127.0.0.1', port: 0 }),
    touches,
    hands,
    push(next: BoothView) {
      view = next
      io.emit('booth:view', view)
    },
    async close() {
      const lines = io.close()
      // Whoever hasn't come to the end of a request, or doesn't read the answer, is waited for otherwise.
      app.server.closeAllConnections()
      await lines
      await app.close()
    },
  }
}
