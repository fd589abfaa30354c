/** 还要等多久：对舱里排队的人，和对大厅里刚到的人。 */
export const waits = {
  waiting: {
    minutes: '大约还要等 {minutes} 分钟',
    hours: '大约还要等 {hours} 小时',
    untold: {
      'no-doctor': '现在没有医生，医生来了会按顺序叫您',
      unmeasured: '还估不出要等多久',
      updating: '系统马上更新，暂时不接诊，通常只要几分钟。请稍等，您的排队位置不变',
    },
    comes: '现在没有医生。下一位医生 {at} 开始接诊，会按顺序叫您',
  },
  joining: {
    minutes: '现在来，大约等 {minutes} 分钟',
    hours: '现在来，大约等 {hours} 小时',
    untold: {
      'no-doctor': '现在没有医生',
      unmeasured: '还估不出要等多久',
      updating: '系统马上更新，暂时不接诊，通常只要几分钟，请稍等',
    },
    comes: '现在没有医生，下一位医生 {at} 开始接诊',
  },
}
