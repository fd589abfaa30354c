/** 发给驾驶人的短信。短信里没有姓名，没有健康数值；签名由发送时加上。 */
export const notices = {
  texts: {
    'taken-effect': '您的身体条件证明{number}，{counter}窗口已接收，有效期至{validTo}。',
    returned: '您的身体条件证明{number}被{counter}窗口退回：{because}。请到窗口办理。',
    'paper-missing': '您的身体条件证明{number}已先接收，还缺{missing}，请在{until}前交到{counter}窗口。',
    lapsed: '您的身体条件证明{number}到{until}没有补齐{missing}，接收已失效。请到{counter}窗口办理。',
  },
  /** 可以写进短信的退回原因，都不涉及健康。其他原因请驾驶人到窗口了解。 */
  because: {
    photo: '照片不符合要求',
    identity: '姓名或证件号码与登记不一致',
    classes: '准驾车型与业务不一致',
    case: '业务流水号不存在或已办结',
    signature: '签名看不清或不完整',
    paper: '证明内容不完整或看不清',
    other: '原因请到窗口了解',
  },
  kinds: { 'taken-effect': '已接收', returned: '已退回', 'paper-missing': '待补材料', lapsed: '逾期失效' },
  outcomes: {
    waiting: '待发送',
    sent: '已发送',
    'not-wanted': '驾驶人没有同意接收短信，未发送',
    overtaken: '有更新的短信，未发送',
    refused: '短信平台拒绝发送（{fault}）',
    'given-up': '三天没有发送成功，已放弃（{fault}）',
    'not-set-up': '没有设置短信平台，未发送',
  },
  heading: '短信通知',
  wanted: '驾驶人自 {since} 起同意接收短信：{phone}',
  unwanted: '驾驶人没有同意接收短信。',
  end: '驾驶人不再接收短信',
  none: '还没有要通知的事。',
  waits: '已试 {tries} 次（{fault}），会自动再发',
  house: '系统',
}
