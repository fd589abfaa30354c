import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** Memory in KiB, passes and lanes: OWASP's recommendation for argon2id. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }

/** A password as it is stored: argon2id with its cost and salt. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  const hash = await derive('argon2id', { message: password.normalize('NFC'), nonce: salt, tagLength: 32, ...COST })
  return ['argon2id', COST.memory, COST.passes, COST.parallelism, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Is this the password? `stored` null: nobody's, which takes as long to find out. */
export const isPassword = async (stored: string | null, password: string): Promise<boolean> => {
  const [kind, memory, passes, parallelism, salt = '', hash = ''] = (stored ?? (await NOBODY)).split('$')
  if (kind !== 'argon2id') throw new Error('a stored password is not argon2id')
  const expected = Buffer.from(hash, 'base64url')
  const found = await derive('argon2id', {
    message: password.normalize('NFC'),
    nonce: Buffer.from(salt, 'base64url'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return timingSafeEqual(found, expected) && stored !== null
}

const NOBODY = hashPassword(randomBytes(16).toString('hex'))
