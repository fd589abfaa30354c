import { defineConfig } from 'vite'

/**
 * The booth's agent and the installer's command as JavaScript, in dist/agent/: our own files put together, npm packages left where they are installed. Runs by plain
 * `node dist/agent/main.js`. Built after the pages, which empty dist/ first.
 */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'node24',
    outDir: 'dist/agent',
    ssr: true,
    // A call stack in a booth's log should name what somebody can read.
    minify: false,
    rolldownOptions: { input: { main: 'devices/main.ts', command: 'devices/command/main.ts' } },
  },
})
