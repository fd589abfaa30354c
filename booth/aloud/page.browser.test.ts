import { html, LitElement, render } from 'lit'
import { afterEach, describe, expect, it } from 'vitest'
import '#kit/dialog.ts'
import { standingOn } from './page.ts'

class Inner extends LitElement {
  override render() {
    return html`<section><h1>inside</h1><slot></slot></section>`
  }
}
customElements.define('test-inner', Inner)

const drawn = async (content: ReturnType<typeof html>) => {
  render(content, document.body)
  for (const each of document.querySelectorAll<LitElement>('test-inner, rf-dialog')) await each.updateComplete
  return standingOn(document.body, 'zh').map(({ text, language }) => (language === 'zh' ? text : `${language} ${text}`))
}
afterEach(() => render(html``, document.body))

describe('what is read of a page', () => {
  it('is its headings and sentences in the order of the page, those within elements too', async () => {
    expect(await drawn(html`<p>one</p><test-inner><p>slotted</p></test-inner><ul><li>two</li></ul>`)).toEqual([
      'one',
      'inside',
      'slotted',
      'two',
    ])
  })
  it('is nothing of keys, drawings, live values and what is marked', async () => {
    expect(
      await drawn(html`<button>Start</button><svg><text>drawn</text></svg><div><strong>172.3 cm</strong></div><p data-unread>林晓峰</p>
        <header><p>name</p></header><p hidden>hidden</p><p>read<button>pressed</button></p>`),
    ).toEqual(['read'])
  })
  it('is what can be ticked, without its tick', async () => {
    expect(
      await drawn(html`<ul><li><button role="checkbox"><span aria-hidden="true">✓</span><span>epilepsy</span></button></li></ul>`),
    ).toEqual(['epilepsy'])
  })
  it('is an open dialog alone, whose page can’t be answered', async () => {
    expect(
      await drawn(html`<p>below</p><rf-dialog open heading="Sure?">It is kept.<button slot="buttons">No</button></rf-dialog>`),
    ).toEqual(['Sure?', 'It is kept.'])
  })
  it('is in the language that it says it is in', async () => {
    expect(await drawn(html`<p>甲</p><div lang="en"><p>two</p></div>`)).toEqual(['甲', 'en two'])
  })
})
