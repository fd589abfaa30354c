import { together } from './start/together.mjs'

// `npm start`; with --dev, `npm run dev`.

try {
  process.exitCode = await together({ dev: process.argv.includes('--dev') })
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
process.exit()
