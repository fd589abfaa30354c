import type { Language } from '#protocol/basic.ts'
import { fill, listed } from '#words/fill.ts'
import { text } from '#words/index.ts'
import type { ListedInstitution } from '../service/registry/public-list.ts'
import { escaped, plainPage } from './html.ts'

/** What anybody may read of an institution: article 85 asks for name, address and how to reach it. */
const section = (language: Language, listing: ListedInstitution): string => {
  const { institutions: words } = text[language]
  const { name, level, allowed, from, until, certifies, address, contact, sites, notNow } = listing
  const rows: [string, string][] = [
    [words.address, address || words.unknown],
    [words.contact, contact || words.unknown],
    [words.level, words.levels[level]],
    ...(allowed ? [[words.allowedBy, fill(words.allowed, { by: allowed.by, rank: words.ranks[allowed.rank] })] as [string, string]] : []),
    [words.validity, until === null ? fill(words.since, { from }) : fill(words.fromUntil, { from, until })],
    [
      words.certifies,
      listed(
        language,
        certifies.map((business) => words.businesses[business]),
      ),
    ],
    ...(sites.length > 0 ? [[words.sites, listed(language, sites)] as [string, string]] : []),
  ]
  const lines = rows.map(([label, value]) => `<dt>${label}</dt><dd>${escaped(value)}</dd>`).join('')
  const why = notNow && fill(words.notNow[notNow.why], { since: notNow.why === 'suspended' ? notNow.since : '' })
  return `<section class="${why ? 'bad' : 'plain'}"><h2>${escaped(name)}</h2>${why ? `<p>${why}</p>` : ''}<dl>${lines}</dl></section>`
}

/** The public list of those who may issue reports (article 85): no script, any phone. Those that may not any more come last, and are said to be so. */
export const institutionsPage = (language: Language, list: readonly ListedInstitution[]): string => {
  const { institutions: words, verify } = text[language]
  const other = language === 'zh' ? 'en' : 'zh'
  const top =
    `<p class="top"><span>${words.basis}</span><a href="?lang=${other}" lang="${other}">${verify.other}</a></p>` +
    `<h1>${words.title}</h1><p>${words.about}</p>`
  const [now, over] = [list.filter(({ notNow }) => notNow === null), list.filter(({ notNow }) => notNow !== null)]
  const none = now.length === 0 ? `<p>${words.none}</p>` : ''
  return plainPage(words.title, top + none + [...now, ...over].map((one) => section(language, one)).join(''), language)
}
