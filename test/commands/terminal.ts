import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'

/**
 * A newcomer's terminal: the machine's own Node, no settings of ours and none of the test's, English, and no net for npm. Where Node keeps what it has read
 * of a program changes nothing that it says.
 */
const terminal = (): NodeJS.ProcessEnv => {
  const own = Object.entries(process.env).filter(([name]) => !/^(ROADFIT|MEDIASOUP|VITEST|NODE_(?!COMPILE_CACHE)|npm_|LANG|LC_)/.test(name))
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin'))
  return {
    ...Object.fromEntries(own),
    PATH: path.join(delimiter),
    LC_ALL: 'C',
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  }
}

/** Types a command into a terminal in a folder. `text` is what it has said so far. */
export const typeCommand = (command: string, folder: string, env: Record<string, string>) => {
  const child = spawn('bash', ['-c', `shopt -s expand_aliases\n${command}`], {
    cwd: folder,
    env: { ...terminal(), ...env },
    // A group of its own, so that Ctrl-C can reach all of it, as it does in a terminal.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let text = ''
  const looks = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      for (const look of looks) look()
    })
  const ended = new Promise<number>((end) => child.on('close', (code, signal) => end(code ?? (signal === null ? -1 : 128))))
  return {
    ended,
    text: () => text,
    /** Waits until it says something; ends in a fault when it ends before. */
    says: (words: RegExp) =>
      new Promise<void>((said, failed) => {
        const look = () => words.test(text) && said()
        looks.add(look)
        look()
        void ended.then((code) => failed(new Error(`“${command}” ended with ${code} before it said ${words.source}:\n${text}`)))
      }),
    /** Ctrl-C, and waits for the end. */
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
      return ended
    },
  }
}
