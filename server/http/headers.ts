import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet from 'helmet'
import { STYLE_SOURCE } from './html.ts'

/** What a page may ask its browser for: a doctor's camera, microphone and passkey, and a big screen. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'autoplay', 'fullscreen', 'publickey-credentials-get', 'publickey-credentials-create'].map(
    (may) => `${may}=(self)`,
  ),
  ...['display-capture', 'geolocation', 'hid', 'midi', 'payment', 'serial', 'usb'].map((never) => `${never}=()`),
].join(', ')

/**
 * The headers that every answer bears, by name: what a browser may do with it. Worked out once: the library and the framework's plugin for it
 * would do so for each answer.
 */
export const headersOfAll = (https: boolean): ReadonlyMap<string, string> => {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", STYLE_SOURCE],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: https,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  protect(request, response, (error) => {
    if (error) throw error
  })
  return new Map([
    ...Object.entries(response.getHeaders()).map(([name, value]): [string, string] => [name, String(value)]),
    ['permissions-policy', PERMISSIONS],
  ])
}
