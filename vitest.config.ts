import { join } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

// Tests start the same programs again and again: Node keeps what it has made of their sources, and finds it there at the next start.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

/** Chromium as Debian ships it, quiet and with made-up cameras. */
export const chromium = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-ui-for-media-stream',
    // The second of Chromium's made-up cameras measures depth, and depth doesn't go through WebRTC: the third is the overview.
    '--use-fake-device-for-media-stream=device-count=3',
    '--autoplay-policy=no-user-gesture-required',
  ],
}

/**
 * The same engine from the same sources, without a window. What draws the frame of a window takes a second of processor time for each page that opens,
 * and no test has a use for it. Its made-up cameras film ten times a second: encoders leave the cores to what is tested.
 */
export const windowless = {
  executablePath: '/usr/lib/chromium/chromium-headless-shell',
  args: [...chromium.args, '--use-fake-device-for-media-stream=device-count=3,fps=10'],
}

export default defineConfig({
  test: {
    projects: [
      {
        // Pure code and rooms on their own: beside the code they test.
        test: {
          name: 'unit',
          environment: 'node',
          // Files of one worker share its process: each by itself would load the whole product, its fonts and a new seal before its first test.
          isolate: false,
          include: ['{common,server,devices,demo,booth,clinician,test}/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['**/*.browser.test.ts', '**/*.pages.test.ts', 'test/journey/**'],
          setupFiles: ['test/patience.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        // Elements, drawn by a real browser.
        // Every library that a page imports, bundled ahead: a page that finds one late loads itself again, and the test with it.
        optimizeDeps: {
          include: [
            '@simplewebauthn/browser',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-converter',
            '@tensorflow/tfjs-core',
            'lit',
            'lit/async-directive.js',
            'lit/directives/keyed.js',
            'lit/directives/unsafe-svg.js',
            'mediasoup-client',
            'socket.io-client',
            'typebox',
            'typebox/compile',
            'typebox/value',
            'uqr',
          ],
        },
        test: {
          name: 'screens',
          include: ['{common,booth,clinician,test}/**/*.browser.test.ts'],
          setupFiles: ['test/patience.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: windowless }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        // The whole product in its own processes: one at a time.
        test: {
          name: 'journey',
          environment: 'node',
          include: ['test/journey/**/*.test.ts'],
          setupFiles: ['test/patience.ts'],
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
          // A whole check by hand: minutes on a busy machine.
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
      {
        // Every page in every state, in one browser: one at a time.
        test: {
          name: 'pages',
          environment: 'node',
          include: ['test/screens/*.pages.test.ts'],
          setupFiles: ['test/patience.ts'],
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
