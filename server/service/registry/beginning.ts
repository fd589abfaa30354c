import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import type { Deps } from '../../deps.ts'
import { listPeople } from '../../store/people.ts'
import { addEntry, currentRegistry } from '../../store/registry.ts'

/** When order 162 came into force, by which there are such institutions: since when this one is one nobody knows. */
const ORDER_162 = '2022-04-01'

/**
 * Where nobody has written an institution down yet, the one of the settings is: with every site, and with every doctor who has an account, so that
 * an installation of before the registry goes on. What nobody knows (address, authority, licence numbers) stays open until an administrator
 * writes it. Later starts change nothing, whatever the setting says.
 */
export const beginRegistry = async (deps: Deps): Promise<void> => {
  if ((await currentRegistry(deps.db)).institutions.length > 0) return
  const at = deps.clock().toISOString()
  const from = ORDER_162
  const doctors = (await listPeople(deps.db)).filter(({ roles }) => roles.includes('doctor'))
  await deps.db.transaction().execute(async (tx) => {
    const begin = { version: 1, by: null, at }
    await addEntry(tx, deps.key, {
      ...begin,
      id: deps.ids(),
      kind: 'institution',
      subject: FIRST_INSTITUTION,
      value: {
        name: deps.settings.institution,
        nameEn: null,
        address: '',
        contact: '',
        level: 'county',
        allowed: null,
        from,
        until: null,
        certifies: ['ordinary'],
        sites: null,
        suspended: null,
      },
    })
    for (const { id } of doctors)
      await addEntry(tx, deps.key, {
        ...begin,
        id: deps.ids(),
        kind: 'doctor',
        subject: deps.ids(),
        value: { person: id, institution: FIRST_INSTITUTION, licence: null, from, until: null },
      })
  })
  deps.log.info({ registry: FIRST_INSTITUTION, doctors: doctors.length }, 'the registry begins with the institution of the settings')
}
