import { notRecognised } from '#check/registry.ts'
import type { Deps } from '../../deps.ts'
import { currentRegistry, issuersOf } from '../../store/registry.ts'

/** Of these reports those whose institution isn't recognised any more (article 86), by number, with what it is called. */
export const unrecognised = async ({ db, clock }: Pick<Deps, 'db' | 'clock'>, numbers: readonly string[]): Promise<Map<string, string>> => {
  const now = clock()
  const { institutions } = await currentRegistry(db)
  const names = new Map(
    institutions.flatMap(({ id, value }) =>
      notRecognised(value, now)?.refused === 'institution-suspended' ? [[id, value.name] as const] : [],
    ),
  )
  // Which is nearly always so: nobody is looked up then.
  if (names.size === 0 || numbers.length === 0) return new Map()
  const rows = await issuersOf(db, numbers)
  return new Map(
    rows.flatMap(({ number, institution }) => (names.has(institution) ? [[number, names.get(institution) ?? ''] as const] : [])),
  )
}
