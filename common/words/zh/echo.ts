/** What a self-test says of the echo, in the booth and at the doctor's. `who`: who sits at the other end. */
export const echo = {
  name: '回声',
  others: { booth: '医生', console: '驾驶人' },
  listening: '正在检查回声：会响十来秒的沙沙声，请保持安静',
  /** 怎么消除回声。舱里的音量是听力校准的一部分，不能调。 */
  remedy: {
    booth: '请让麦克风离扬声器远一些、背对扬声器，或者换一个麦克风，再试一次。不要调音量：听力是按现在的音量校准的。',
    console: '请把扬声器音量调小，让麦克风离扬声器远一些，或者改用耳机，再试一次。',
  },
  says: {
    cancelled: '回声已消除：{who}说的话传回去至少减弱 {lossDb} 分贝，自己听不出来。',
    faint: '还有一点回声：{who}说的话传回去只减弱 {lossDb} 分贝，自己会隐约听到。{remedy}',
    heard: '回声没有消除：{who}说的话传回去只减弱 {lossDb} 分贝，会一直听到自己的声音，很难交谈。{remedy}',
    unheard:
      '麦克风听不到扬声器的声音。用耳机时这是正常的；不是耳机的话，可能是其中一个没有打开、音量太小或者选错了设备，通话时会没有声音。请检查扬声器和麦克风，再试一次。',
    'too-loud': '这里太吵，听不出{who}会不会听到自己的回声。请关上门，停下发出噪声的设备，再试一次。',
    silent: '麦克风没有任何信号，{who}会听不到这里的声音：麦克风可能已关闭或静音。请打开它，在系统设置中检查它的音量，再试一次。',
  },
}
