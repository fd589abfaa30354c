/** A file that is built beside the page: its address. */
declare module '*?url' {
  const url: string
  export default url
}
