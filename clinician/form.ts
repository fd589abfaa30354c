/** What a form holds: the text of each named field; a box that isn't ticked is absent. */
export type Fields = Readonly<Record<string, string>>

/** The fields of the form that an event came to; none when it came to something else. */
export const fieldsOf = (event: Event): Fields => {
  if (!(event.currentTarget instanceof HTMLFormElement)) return {}
  return Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, typeof value === 'string' ? value : '']))
}
