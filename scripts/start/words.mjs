const line = (label, address) => `  ${label.padEnd(22)}${address}`

/** What `npm start` shows when all is up. */
export const welcome = ({ origin, launch, simulator, hallCode, hallName, accounts }) => {
  const hall = hallCode ? `${origin}/hall/#${hallCode}` : `${origin}/hall/`
  return `
──────────────────────────────────────────────────────────────────────
 这是演示系统：传感器是模拟的，人名和证件号是虚构的，报告用测试证书签章，不具有法律效力。
 This is a demonstration: the sensors are simulated, the people are made up,
 and reports are sealed with a test certificate. They have no legal force.
──────────────────────────────────────────────────────────────────────

${line('自助体检 booth', `${launch}   (只能打开一次 opens once)`)}
${line('模拟传感器 simulator', simulator)}
${line('医生 doctor', `${origin}/clinician/`)}
${line('车管窗口 counter', `${origin}/counter/`)}
${line('管理 administrator', `${origin}/admin/`)}
${line('大厅屏幕 hall', hall)}${hallCode ? '   (首次登记用 enrols this browser, once)' : `\n${line('', `“${hallName}” is enrolled already; another code: /admin/`)}`}

  演示账号 Demo accounts
${accounts.map(({ login, password, name, role }) => line(role, `${login} / ${password}   ${name}`)).join('\n')}

  按 Ctrl-C 停止。 Ctrl-C stops everything.
`
}

export const portsInUse = (troubles) => `
${troubles.join('\n')}

Nothing was started. Stop the other program, or choose other ports and another folder for the data:
  ROADFIT_PORT=4000 ROADFIT_BOOTH_PORT=4100 ROADFIT_CASE_PORT=4200 ROADFIT_DATA=data-4000 npm start
端口被占用，没有启动任何程序。请先停止占用端口的程序，或按上面一行换用其他端口和数据目录。
`
