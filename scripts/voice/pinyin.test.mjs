import { describe, expect, test } from 'vitest'
import { pinyinOf } from './pinyin.ts'

describe('a Chinese sentence is read as a speaker reads it', () => {
  test.each([
    // Readings as in 现代汉语词典; 一 and 不 as they change before a fourth tone.
    ['请重新检查', 'qing3 chong2 xin1 jian3 cha2'],
    ['身高测量', 'shen1 gao1 ce4 liang2'],
    ['没有响应', 'mei2 you3 xiang3 ying4'],
    ['矫正视力的要求', 'jiao3 zheng4 shi4 li4 de5 yao1 qiu2'],
    ['参加审验', 'can1 jia1 shen3 yan4'],
    ['器质性心脏病', 'qi4 zhi4 xing4 xin1 zang4 bing4'],
    ['这些信息只用于本次检查', 'zhe4 xie1 xin4 xi1 zhi3 yong4 yu2 ben3 ci4 jian3 cha2'],
    ['看不清', 'kan4 bu4 qing1'],
    ['不用再做', 'bu2 yong4 zai4 zuo4'],
    ['再听一次', 'zai4 ting1 yi2 ci4'],
    ['视力 4.9', 'shi4 li4 si4 dian3 jiu3'],
    ['全程约 15 分钟', 'quan2 cheng2 yue1 shi2 wu3 fen1 zhong1'],
    ['准驾车型 C1', 'zhun3 jia4 che1 xing2 sei1 yi1'],
    ['您好，请稍候。', 'nin2 hao3 , qing3 shao1 hou4 .'],
  ])('%s', (text, read) => {
    expect(pinyinOf(text)).toBe(read)
  })
})
