import type { Language } from '#protocol/basic.ts'
import { refuse } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { CODE_STYLE, codeForm, WHYS } from '../../devices/door/code-form.ts'
import { type Notice, noticePage } from '../../devices/door/notice.ts'
import { docsPage } from '../../server/http/docs.ts'
import { institutionsPage } from '../../server/http/institutions.ts'
import { refusedPage } from '../../server/http/refused-page.ts'
import { published } from '../../server/service/registry/public-list.ts'
import { at } from './made-up/at.ts'
import { sites } from './made-up/city.ts'
import { registry } from './made-up/registry.ts'

// Pages that need no script: those that say why there is nothing, the code form, and the list of routes.

const isNotice = (word: string): word is Notice => word !== 'title' && word !== 'code'
const paths = {
  '/api/people/{id}/passkeys/{passkey}/let-sign': { post: { description: 'administrator' } },
  '/verify/{code}': { get: { description: 'anybody' } },
}
const REFUSALS = [refuse('access-needs-reason', { check: '' }), refuse('not-signed-in'), refuse('report-unknown')]
/** The form loads its style from its door. */
const styled = (page: string) => page.replace(/<link [^>]*code\.css[^>]*>/, () => `<style>${CODE_STYLE}</style>`)

/** Each of these pages in a language, by name. Those of a booth's door and the routes have none, or both. */
export const plainPages = (language: Language): Record<string, string> => ({
  ...Object.fromEntries(
    Object.keys(text.zh.door)
      .filter(isNotice)
      .map((said) => [`door-${said}`, noticePage(said)]),
  ),
  ...Object.fromEntries([null, ...WHYS].map((why) => [`code-${why ?? 'asked'}`, styled(codeForm(why))])),
  docs: docsPage(paths),
  institutions: institutionsPage(language, published(registry, sites, language, new Date(at(0)))),
  'institutions-none': institutionsPage(language, []),
  ...Object.fromEntries(REFUSALS.map((refusal) => [`refused-${refusal.refused}`, refusedPage(language, refusal)])),
})
