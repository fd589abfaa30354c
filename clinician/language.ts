import { LANGUAGES, type Language } from '#protocol/basic.ts'
import { text } from '#words/index.ts'
import { storeOf, type Store } from '#kit/watch.ts'

const KEPT = 'roadfit-language'

/**
 * The language of this screen: what was chosen here before, else Chinese. Choosing is kept in this browser, and the tab's title follows:
 * `page` says which page's.
 */
export const chosenLanguage = (page: 'clinician' | 'counter' | 'admin'): Store<Language> => {
  const kept = localStorage.getItem(KEPT)
  const language = storeOf<Language>(LANGUAGES.find((known) => known === kept) ?? 'zh')
  const wear = () => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    document.title = `${language.value === 'zh' ? '路检' : 'Roadfit'} · ${text[language.value][page].title}`
    localStorage.setItem(KEPT, language.value)
  }
  language.subscribe(wear)
  wear()
  return language
}
