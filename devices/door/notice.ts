import { text } from '#words/index.ts'

export type Notice = Exclude<keyof typeof text.zh.door, 'title' | 'code'>

/** A plain page that says in both languages what is wrong and what to do. */
export const noticePage = (
  notice: Notice,
): string => `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text.zh.door.title} ${text.en.door.title}</title>
<main><h1>${text.zh.door.title} <span lang="en">${text.en.door.title}</span></h1><p>${text.zh.door[notice]}</p>
<p lang="en">${text.en.door[notice]}</p></main></html>`
