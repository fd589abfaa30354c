type Press = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'>

/** What a key is called on the page, and what a browser calls it. */
const CODES: Readonly<Record<string, string>> = { '↑': 'ArrowUp', '↓': 'ArrowDown', Esc: 'Escape' }
const codeOf = (key: string): string => (key.startsWith('Alt+') ? `Alt+Key${key.slice(4)}` : (CODES[key] ?? key))

/**
 * Reads keys by what each does on a page (`Alt+A`, `↑`, `Esc`, `PageUp`). What comes back tells what a key does there; null: nothing, or it
 * belongs to the field in which somebody writes.
 */
export const shortcuts = <D extends string>(keys: Readonly<Record<D, string>>) => {
  const does = Object.keys(keys).filter((name): name is D => name in keys)
  const byCode = new Map(does.map((name) => [codeOf(keys[name]), name]))
  return (event: Press, writing: boolean): D | null => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return null
    if (!event.altKey && writing && event.code !== 'Escape') return null
    return byCode.get(event.altKey ? `Alt+${event.code}` : event.code) ?? null
  }
}
