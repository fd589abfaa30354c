/** A file that is built into the page, as text. */
declare module '*?raw' {
  const text: string
  export default text
}
