import { afterEach, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { text } from '#words/index.ts'
import { chosenLanguage } from './language.ts'

afterEach(() => localStorage.clear())

test.each(['clinician', 'counter', 'admin'] as const)(
  'the tab of the %s page is named in the page’s language, also after it was changed',
  (page) => {
    const language = chosenLanguage((each) => text[each][page].title)
    for (const each of [...LANGUAGES, 'zh'] as const) {
      language.set(each)
      expect(document.title).toContain(text[each][page].title)
    }
    expect(document.title).toBe(`路检 · ${text.zh[page].title}`)
  },
)
