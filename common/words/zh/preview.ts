/** npm run handover 显示的内容：管理员与对方核对字段时读到。 */
export const preview = {
  usage:
    '用法：npm run handover -- preview CHECK [DATA]\n　　　npm run handover -- map NAME\n　　　CHECK：检查的编号或它的前几位，或证明编号。DATA：数据文件夹；不写时用 ROADFIT_DATA 或 data。NAME：字段对照表的名称，如 examination-1。',
  noReport: '这次检查还没有签发的证明，没有可送交的内容。',
  noMap: '没有这个字段对照表。现有：{maps}',
  report: '证明 {number}：以下内容只供核对，没有送交',
  destination: '送往 {id}',
  interface: '接口 {name}，字段对照表 {map}',
  map: '字段对照表 {map}',
  byMaps: '没有设置按字段接收的系统。按自带的各个字段对照表，内容如下：',
  message: '  报文（接口序列号已隐去）：',
  same: '固定值',
  unsure: '待与对方商定',
}
