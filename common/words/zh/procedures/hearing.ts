export const hearing = {
  /** What the driver reads. */
  booth: {
    title: '请听声音从哪边来',
    text: {
      keypad: '坐正，头不要转。听到声音，就按它来的那边的箭头；有时没有声音，就按“否”。',
      stick: '坐正，头不要转。听到声音，就把摇杆推向它来的那边；有时没有声音，就按“否”。',
      touch: '坐正，头不要转。听到声音，就点它来的那边；有时没有声音，就点中间。',
    },
    ready: '准备好了，开始',
    listen: '请听',
    question: '声音在哪边？',
    left: '左边',
    right: '右边',
    nothing: '没有听到',
  },
  /** What a score says to a doctor. */
  score: {
    pairs: '左右 {leftRight}，左静 {leftSilent}，右静 {rightSilent}；{trials} 题',
    outcomes: { 'both-ears': '两耳能辨别声源方向', referred: '请医生判定', 'too-noisy': '环境太吵，没有测' },
    oneEar: '如怀疑只有一耳能听见（只凭响度也可能通过），请改用耳机再测。',
    drowned: '{count} 题被噪声盖住，已重测',
    ambient: '环境噪声 {db} dB(A)',
    ambientUnknown: '环境噪声未测',
  },
  /** What the picture of a log says. */
  log: {
    label: '听力检测记录，共 {trials} 次。左与右 {leftRight} 分，左与无声 {leftSilent} 分，右与无声 {rightSilent} 分。',
    leftRight: '左／右',
    leftSilent: '左／无声',
    rightSilent: '右／无声',
    left: '左',
    right: '右',
    silent: '无声',
    level: '{softest}–{loudest} 分贝',
    ambient: '环境噪声 {db} dB(A)，限值 {limit}。',
    ambientUnknown: '环境噪声未测。',
    legend: '三项均达 +{heard} 为两耳能辨别声源方向；任一项到 −{refer} 转医生。● 答对　✕ 答错',
    drowned: '　○ 被噪声盖住，不计分',
    headphones: '耳机，两耳加噪声。',
  },
}
