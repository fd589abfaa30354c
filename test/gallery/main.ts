import { openGallery } from './gallery.ts'

// `npm run gallery`: until Ctrl-C. ROADFIT_GALLERY_PORT chooses its port.

const port = Number(process.env['ROADFIT_GALLERY_PORT'] || 3300)
const gallery = await openGallery({ port, acted: (state, fault) => void (fault !== null && process.stderr.write(`${state}: ${fault}\n`)) })
process.stdout.write(`Gallery: ${gallery.origin}/\nCtrl-C stops it.\n`)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void gallery.close().then(() => process.exit(0)))
