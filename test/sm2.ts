import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** A pair for SM2 as docs/seal.md says how to make one for a trial, in a folder of its own. */
export const makeSm2 = (folder: string): void => {
  mkdirSync(folder, { recursive: true })
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', 'seal.key')
  const subject = ['-subj', '/CN=Roadfit TEST SM2, without legal effect']
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    'seal.key',
    '-sm3',
    '-sigopt',
    'distid:1234567812345678',
    '-days',
    '3650',
    ...subject,
    '-out',
    'seal.crt',
  )
}
