/** Invented names for streets, villages and hills, composed of common parts. */
import type { Random } from './random.ts'

const streetParts = [
  '湖',
  '山',
  '溪',
  '云',
  '竹',
  '松',
  '兰',
  '桂',
  '荷',
  '月',
  '星',
  '泉',
  '林',
  '枫',
  '梅',
  '锦',
  '青',
  '翠',
  '和',
  '安',
  '宁',
  '文',
  '科',
  '创',
  '新',
  '春',
  '晴',
  '鹭',
  '岚',
  '棠',
]
const streetPinyin = [
  'Hu',
  'Shan',
  'Xi',
  'Yun',
  'Zhu',
  'Song',
  'Lan',
  'Gui',
  'He',
  'Yue',
  'Xing',
  'Quan',
  'Lin',
  'Feng',
  'Mei',
  'Jin',
  'Qing',
  'Cui',
  'He',
  'An',
  'Ning',
  'Wen',
  'Ke',
  'Chuang',
  'Xin',
  'Chun',
  'Qing',
  'Lu',
  'Lan',
  'Tang',
]
const villageHeads = [
  '上',
  '下',
  '前',
  '后',
  '东',
  '西',
  '南',
  '大',
  '小',
  '横',
  '石',
  '竹',
  '桃',
  '梅',
  '泉',
  '白',
]
const villageHeadPinyin = [
  'Shang',
  'Xia',
  'Qian',
  'Hou',
  'Dong',
  'Xi',
  'Nan',
  'Da',
  'Xiao',
  'Heng',
  'Shi',
  'Zhu',
  'Tao',
  'Mei',
  'Quan',
  'Bai',
]
const villageTails = ['坞', '畈', '岭', '塘', '桥', '湾', '坑', '墩', '溪', '坪']
const villageTailPinyin = ['wu', 'fan', 'ling', 'tang', 'qiao', 'wan', 'keng', 'dun', 'xi', 'ping']

export interface Name {
  readonly zh: string
  readonly en: string
}

/** Returns each name only once. */
export interface Namer {
  street(suffix: 'avenue' | 'road' | 'street'): Name
  village(): Name
}

const suffixes = {
  avenue: { zh: '大道', en: 'Avenue' },
  road: { zh: '路', en: 'Road' },
  street: { zh: '街', en: 'Street' },
}

export function createNamer(random: Random): Namer {
  const given = new Set<string>()
  const fresh = (make: () => Name): Name => {
    for (let tries = 0; ; tries++) {
      const name = make()
      if (given.has(name.zh) && tries < 200) continue
      given.add(name.zh)
      return name
    }
  }
  return {
    street: (suffix) =>
      fresh(() => {
        const a = random.integer(0, streetParts.length - 1)
        const b = random.integer(0, streetParts.length - 1)
        const end = suffixes[suffix]
        return {
          zh: `${streetParts[a]}${streetParts[a === b ? (b + 1) % streetParts.length : b]}${end.zh}`,
          en: `${streetPinyin[a]}${streetPinyin[a === b ? (b + 1) % streetParts.length : b]?.toLowerCase()} ${end.en}`,
        }
      }),
    village: () =>
      fresh(() => {
        const a = random.integer(0, villageHeads.length - 1)
        const b = random.integer(0, villageTails.length - 1)
        return {
          zh: `${villageHeads[a]}${villageTails[b]}`,
          en: `${villageHeadPinyin[a]}${villageTailPinyin[b]}`,
        }
      }),
  }
}
