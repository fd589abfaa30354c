/** What a browser is told that may not open the booth's page. */
export const door = {
  title: '无法打开体检亭页面',
  'not-signed-in': '这个浏览器没有获准打开体检亭页面。请使用体检亭程序启动时打印的启动地址打开。',
  'launch-used': '这个启动地址已经用过，每个启动地址只能使用一次。请重新启动体检亭程序，使用它新打印的启动地址。',
  'origin-wrong': '体检亭页面只能在本机用 127.0.0.1 地址打开。请使用体检亭程序启动时打印的启动地址。',
  'not-found': '这里没有您要找的页面。请检查地址。',
  'not-built': '页面文件还没有生成。请先运行 npm run build，再重新打开。',
}
