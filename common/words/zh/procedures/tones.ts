export const tones = {
  /** What the driver reads. */
  booth: {
    title: '听很轻的声音',
    text: {
      keypad: '坐正，头不要动。每次响一声很轻的声音，有时没有声音。哪怕很轻，听到了就按键盘上的“确定”，没听到就按“否”。',
      stick: '坐正，头不要动。每次响一声很轻的声音，有时没有声音。哪怕很轻，听到了就按摇杆旁的“确定”，没听到就按“否”。',
      touch: '坐正，头不要动。每次响一声很轻的声音，有时没有声音。哪怕很轻，听到了就点“听到了”，没听到就点“没听到”。',
    },
    ready: '准备好了，开始',
    side: '这一次听：{side}',
    listen: '请听',
    question: '听到了吗？',
    heard: '听到了',
    nothing: '没听到',
  },
  /** What a score says to a doctor. */
  score: {
    ear: '{ear}：{thresholds} dB HL（500、1000、2000、4000 Hz）',
    ears: { left: '左', right: '右' },
    noResponse: '>{db}',
    atFloor: '≤{db}',
    earAverage: '{ear}：500–2000 Hz 平均 {db} dB HL',
    averageNote: '平均值仅供参考（有的国家以 40 dB 为限），我国规定只看音叉辨向',
    silences: '{silences} 次无声中答“听到” {count} 次',
    transducers: {
      loudspeakers: '扬声器：只分侧，对侧未掩蔽',
      TDH39: '耳机 TDH39，未加掩蔽',
      HD300: '耳机 HD300，未加掩蔽',
      HDA200: '耳机 HDA200，未加掩蔽',
    },
    faults: {
      'too-noisy': '环境太吵，没有测',
      'false-positives': '无效：无声时答“听到”太多',
      'retest-differs': '无效：1000 Hz 两次相差超过 5 dB',
      unsettled: '无效：有的频率反应不稳定',
      unfinished: '未做完',
    },
    valid: '纯音测听有效（仅供参考，不作结论）',
  },
  /** What the picture of a log says. */
  log: {
    label: '纯音测听图。右：{right}。左：{left}。',
    point: '{pitch} 赫兹 {found}',
    threshold: '{db} 分贝',
    'no-response': '{db} 分贝仍无反应',
    unsettled: '不稳定',
    'not-tested': '未测',
    right: '右',
    left: '左',
    and: '，',
    axis: '听力级 dB HL',
    legend: '○ 右　✕ 左　↓ 最响时仍无反应。{floor} 分贝以下不测。',
    freeField: '用扬声器测：两耳都听得到每一侧，对侧未加掩蔽，只能说明哪一侧。',
    retest: '1000 赫兹复测相差 右 {right}，左 {left} 分贝。',
    false: '{silences} 次无声中有 {count} 次答“听到”。',
  },
}
