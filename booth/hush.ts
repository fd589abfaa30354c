/** Asks whoever speaks on this page to come to an end. */
export class Hush extends Event {
  /** Each resolves when one of them has. */
  readonly ends: Promise<void>[] = []
  constructor() {
    super('hush', { bubbles: true, composed: true })
  }
}

/** Resolves when nobody speaks any more on the page of this element: at once, where nobody does. */
export const hush = async (host: Element): Promise<void> => {
  const asked = new Hush()
  host.dispatchEvent(asked)
  await Promise.all(asked.ends)
}
