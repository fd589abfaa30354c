import type { Language } from '#protocol/basic.ts'

/** A text that stands on the page, to be read aloud. */
export type Standing = { text: string; language: Language }

/** What is read: headings, sentences, things of a list that are sentences, and what can be ticked. Keys, tables and live values aren't. */
const READ = 'h1, h2, h3, p, li, [role=checkbox], [data-aloud]'
/** Who stands there by name and number, what is drawn, and what is to be pressed is nobody's to hear: a hall stands around the booth. */
const UNREAD = '[data-unread], [aria-hidden=true], style, script, svg, button:not([role=checkbox]), header'

const languageOf = (element: Element, inherited: Language): Language => {
  const { lang } = element.getAttribute('lang') ? (element as HTMLElement) : { lang: inherited }
  return lang === 'en' || lang === 'zh' ? lang : inherited
}

/** What an element holds as it is drawn: its shadow, and what is put into a slot. */
const childrenOf = (element: Element): Node[] => {
  if (element instanceof HTMLSlotElement) return element.assignedNodes({ flatten: true })
  return [...(element.shadowRoot ?? element).childNodes]
}

/** The text of an element, without what isn't read. */
const textOf = (node: Node): string => {
  if (node instanceof Text) return node.data
  if (!(node instanceof Element) || node.matches(UNREAD)) return ''
  return childrenOf(node).map(textOf).join('')
}

const readIn = (node: Node, language: Language): Standing[] => {
  if (node instanceof Text) {
    // Words that somebody puts into a dialog stand there without an element of their own.
    const isSlotted = node.parentElement?.localName === 'rf-dialog'
    return isSlotted && node.data.trim() !== '' ? [{ text: node.data.trim(), language }] : []
  }
  // A slot has no box of its own.
  if (!(node instanceof Element) || node.matches(UNREAD) || !(node instanceof HTMLSlotElement || node.checkVisibility())) return []
  const own = languageOf(node, language)
  if (!node.matches(READ) || node.querySelector('[role=checkbox], p, h1, h2')) return childrenOf(node).flatMap((each) => readIn(each, own))
  const text = textOf(node).replaceAll(/\s+/gu, ' ').trim()
  return text === '' ? [] : [{ text, language: own }]
}

/** Every element of a page that is drawn, those within other elements too. */
export const everyElement = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? everyElement(each.shadowRoot) : [])])

/** What stands on the page to be read, in order. An open dialog is all that can be answered, and all that is read. */
export const standingOn = (page: Element, language: Language): Standing[] => {
  const dialog = everyElement(page.shadowRoot ?? page).findLast((each) => each.matches('rf-dialog[open]'))
  return readIn(dialog ?? page, language)
}
