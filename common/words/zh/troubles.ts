import type { TroubleCode } from '#protocol/trouble.ts'

/** 设备为什么用不了：出了什么事，为什么，怎么办。安装人员在维护页面和终端上读到。 */
export const troubles = {
  // 是哪个端口
  'port-not-named': '没有写明设备在哪个端口。请在 booth.json 中写明 byId、byPath 或序列号。',
  'no-port-fits': '没有端口符合 {wished}。请检查接线和电源。',
  'perhaps-brltty': '没有端口符合 {wished}。请检查接线和电源。如果是 CH340 转接器，可能被 brltty 占用：请卸载软件包 brltty，再重新插上。',
  'several-ports-fit': '有 {count} 个端口符合 {wished}，分不清是哪一个。请补写所插接口的 byPath。',
  'port-given-twice': '这个端口同时分配给了 {devices}。请给每个设备分配各自的端口。',
  // 打开端口
  'not-there': '{path} 上没有设备。请检查接线和电源。',
  held: '{path} 被 {holders} 占用。请结束它，或给每个设备分配各自的端口。',
  'held-here': '{path} 被本舱的另一个设备占用。请给每个设备分配各自的端口。',
  'held-unseen': '{path} 被别的程序占用，看不出是哪一个。请结束它，或给每个设备分配各自的端口。',
  'not-permitted': '当前用户无权打开 {path}。请把用户加入 dialout 组，再重新登录。',
  'not-opened': '{path} 打不开，系统的说明是：{message}。请拔下设备重新插上；仍不行请重启电脑。',
  // 收数据
  unplugged: '{path} 上的设备被拔下或断了电。请检查接线和电源。',
  quiet: '端口 {path} 已打开，但设备没有发来数据。请检查电源、接线和波特率。',
  unreadable: '{path} 上有数据，但不是 {model} 在波特率 {baud} 下发出的数据。请检查型号、设备上设置的波特率和接线。',
  unable:
    '{path} 上的 {model} 有应答，但报告不能工作：{fault}。请断电后重新通电；仍不行请联系厂家（self-test-failed：安全模块自检失败；not-authorised：安全模块未经授权；exception-…：设备没有配置文件所写的寄存器，请核对）。',
} satisfies Record<TroubleCode, string>
