/** What a browser is told that may not open the booth's page. */
export const door = {
  title: '无法打开自助舱页面',
  'not-signed-in': '这个浏览器没有获准打开自助舱页面。请使用自助舱程序启动时打印的启动地址打开。',
  'launch-used': '这个启动地址已经用过，每个启动地址只能使用一次。请重新启动自助舱程序，使用它新打印的启动地址。',
  'origin-wrong': '自助舱页面只能在本机用 127.0.0.1 地址打开。请使用自助舱程序启动时打印的启动地址。',
  'not-found': '这里没有您要找的页面。请检查地址。',
  'not-built': '页面文件还没有生成。请先运行 npm run build，再重新打开。',
  code: {
    title: '维护页面',
    ask: '请输入八位安装码。',
    open: '打开',
    clear: '清除',
    wrong: '安装码不对。请核对后再输入。',
    'too-many': '输错次数太多。请等十五分钟，再输入安装码。',
    'no-code': '本舱还没有安装码。请在本机终端运行 roadfit-booth code 生成。',
    back: '返回检查页面',
  },
}
