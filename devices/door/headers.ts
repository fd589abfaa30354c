import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** What a page may ask its browser for. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'autoplay', 'fullscreen', 'screen-wake-lock'].map((may) => `${may}=(self)`),
  ...['display-capture', 'geolocation', 'hid', 'midi', 'payment', 'serial', 'usb'].map((never) => `${never}=()`),
].join(', ')

/** The worker that looks at pictures (booth/eyes): it alone may run WebAssembly. A worker goes by the policy of its own script. */
const LOOKER = /^\/assets\/eyes\.worker-[\w-]+\.js$/

/** Says with every answer what a page may do, and that nothing of it is kept unless it says so itself. `host`: the door's own address. */
export const addHeaders = (app: FastifyInstance, host: () => string): void => {
  const protect = helmet({
    hsts: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'", ({ url }) => (LOOKER.test(url ?? '') ? "'wasm-unsafe-eval'" : '')],
        'style-src': ["'self'"],
        'font-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", () => `ws://${host()}`],
        'worker-src': ["'self'", 'blob:'],
        'frame-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'self'"],
      },
    },
  })
  app.addHook('onRequest', (request, reply, next) => protect(request.raw, reply.raw, () => next()))
  app.addHook('onSend', (_, reply, __, next) => {
    void reply.header('permissions-policy', PERMISSIONS)
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    next()
  })
}
