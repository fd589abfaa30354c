import { type Store, storeOf } from '#kit/watch.ts'
import { LANGUAGES, type Language } from '#protocol/basic.ts'

const KEPT = 'roadfit-language'

/**
 * The language of this screen: what was chosen here before, else Chinese. Choosing is kept in this browser, and the tab's title follows:
 * `titleOf`: what the page is called.
 */
export const chosenLanguage = (titleOf: (language: Language) => string): Store<Language> => {
  const kept = localStorage.getItem(KEPT)
  const language = storeOf<Language>(LANGUAGES.find((known) => known === kept) ?? 'zh')
  const wear = () => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    document.title = `${language.value === 'zh' ? '路检' : 'Roadfit'} · ${titleOf(language.value)}`
    localStorage.setItem(KEPT, language.value)
  }
  language.subscribe(wear)
  wear()
  return language
}
