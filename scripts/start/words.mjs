/** Chinese characters take two columns on a terminal. */
const columns = (text) => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0)
const line = (label, value) => `  ${label}${' '.repeat(Math.max(1, 18 - columns(label)))}${value}`

/** What `npm start` shows when all is up. `locked`: the accounts are no more the demonstration's own. */
export const welcome = ({ origin, booth, simulator, hallCode, locked, accounts }) => `
──────────────────────────────────────────────────────────────────────────────
 这是演示系统：传感器是模拟的，人名和证件号是虚构的，报告用测试证书签章，不具有法律效力。
 This is a demonstration: the sensors are simulated, the people are made up,
 and reports are sealed with a test certificate. They have no legal force.
──────────────────────────────────────────────────────────────────────────────

${line('自助体检 booth', booth)}
${line('模拟器 simulator', simulator)}
  以上两个网址各只能打开一次，打开后同一浏览器可直接访问。
  Each of these two opens once; after that the same browser may come back.

${line('医生 doctor', `${origin}/clinician/`)}
${line('窗口 counter', `${origin}/counter/`)}
${line('管理 admin', `${origin}/admin/`)}
${line('大厅 hall', hallCode ? `${origin}/hall/#${hallCode}` : `${origin}/hall/   (已登记 enrolled; 新登记码 a new code: /admin/)`)}

  演示账号 Demo accounts${locked ? '（管理员密码已修改 the administrator’s password has been changed）' : ''}
${accounts.map(({ login, password, name, roles }) => line(roles.join(' '), `${login} / ${password}   ${name}`)).join('\n')}

  按 Ctrl-C 停止。 Ctrl-C stops everything.
`

export const portsInUse = (troubles) => `
${troubles.join('\n')}

Nothing was started. Stop the other program, or choose other ports and another folder for the data:
  ROADFIT_PORT=4000 ROADFIT_BOOTH_PORT=4100 ROADFIT_CASE_PORT=4200 ROADFIT_DATA=data/demo-4000 npm start
端口被占用，没有启动任何程序。请先停止占用端口的程序，或按上面一行换用其他端口和数据目录。
`

const WHOSE = {
  production: { en: 'belongs to an installation that is not a demonstration', zh: '属于正式安装' },
  unmarked: { en: 'is not empty and was not made by a demonstration', zh: '不是空的，也不是由演示建立的' },
}

export const folderWords = (folder, wrong) => `
The folder ${folder} ${WHOSE[wrong].en}: the demonstration would put made-up people and a password that everybody knows into it.
Nothing was started and nothing was changed. Leave ROADFIT_DATA out, or name an empty folder:
  ROADFIT_DATA=data/demo-2 npm start
目录 ${folder} ${WHOSE[wrong].zh}：演示会在其中写入虚构人员和众所周知的密码。没有启动任何程序，也没有改动任何文件。
请不设置 ROADFIT_DATA，或按上面一行指定一个空目录。
`
