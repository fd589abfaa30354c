/**
 * By what somebody acts on a page, in few words: a page of Playwright's has them all for pictures and tests, and the gallery has its own for
 * whoever looks on.
 */
export type Hands = {
  locator(css: string): Place
  getByRole(role: Role, named?: Named): Place
  getByText(text: string): Place
  getByLabel(label: string): Place
  waitForFunction(holds: () => boolean): Promise<unknown>
}

export type Role = 'button' | 'textbox' | 'listitem' | 'alert'
export type Named = { name?: string | RegExp; exact?: boolean }

/** Things on a page, those within other elements too; what is done is done to the only one, as soon as it is there. */
export type Place = {
  locator(css: string): Place
  getByRole(role: Role, named?: Named): Place
  filter(of: { hasText: string | RegExp }): Place
  first(): Place
  last(): Place
  nth(at: number): Place
  all(): Promise<Place[]>
  click(how?: { position?: { x: number; y: number } }): Promise<void>
  fill(text: string): Promise<void>
  check(): Promise<void>
  press(key: string): Promise<void>
  waitFor(): Promise<void>
  scrollIntoViewIfNeeded(): Promise<void>
  boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null>
}
