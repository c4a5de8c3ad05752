/** Everyday names of the kinds of facilities, in both languages, and how a search finds them in its words. */
import { facilityKinds } from './codes.ts'
import type { FacilityKind } from './facility-families.ts'

/** Everyday words besides the titles; English ones in the singular and in lower case. */
// biome-ignore format: one line per entry is easier to read
const words: Readonly<Record<FacilityKind, readonly string[]>> = {
  toilet: ['厕所', '公厕', '洗手间', '卫生间', '盥洗室', '茅房', '上厕所', 'wc', 'toilet', 'restroom', 'rest room', 'washroom', 'bathroom', 'lavatory', 'loo', 'public toilet'],
  drinking_water: ['饮水', '饮水机', '饮水处', '喝水', '直饮水', '打水', '接水', 'drinking fountain', 'water fountain', 'water refill'],
  car_park: ['停车', '停车位', '停车库', '泊车', '车位', '停车点', 'parking', 'parking lot', 'car parking', 'parking place', 'carpark'],
  bicycle_hire: ['自行车', '共享单车', '租车', '自行车租赁', '公共自行车站', '单车', '小红车', 'bike hire', 'bike rental', 'bicycle rental', 'bike share', 'bicycle', 'bike'],
  bus_stop: ['公交', '公交车站', '公交车', '巴士', '车站', 'bus', 'bus station'],
  metro_station: ['地铁', '地铁口', '轨道交通', 'metro', 'subway', 'subway station', 'underground station', 'underground'],
  first_aid: ['急救', '急救站', '医务室', '救护', 'first aid post', 'first-aid'],
  police_post: ['警务', '警务室', '派出所', '警察', '报警点', 'police', 'police station'],
  service_station: ['绿道驿站', '服务站', '服务点', '游客中心', '休息站', '游客服务中心', 'service station', 'rest stop', 'visitor centre', 'visitor center', 'service point'],
  shelter: ['亭子', '凉亭', '避雨', '休息点', '避雨亭', 'pavilion', 'rain shelter'],
  bench: ['长椅', '凳子', '椅子', '坐的地方', 'seat', 'seating'],
  viewpoint: ['观景台', '观景', '观景平台', '看风景', 'lookout', 'scenic view', 'view point'],
  attraction: ['景区', '名胜', '游览点', '旅游景点', 'sight', 'sightseeing', 'tourist attraction'],
  museum: ['博物院', '展览馆', '纪念馆', 'exhibition'],
  temple: ['庙', '寺', '寺院', '佛寺', 'monastery', 'shrine'],
  park: ['公园绿地'],
  playground: ['儿童乐园', '游乐场', '儿童游乐', '滑梯', 'play area', "children's playground"],
  fitness: ['健身', '健身器材', '健身房', '锻炼', 'gym', 'outdoor gym', 'fitness'],
  picnic_site: ['野餐', '露营地', '野餐点', '烧烤', 'picnic', 'picnic area', 'barbecue', 'bbq'],
  cafe: ['咖啡', '咖啡馆', '咖啡厅', '咖啡店', '茶馆', '茶室', '奶茶', 'cafe', 'coffee', 'coffee shop', 'tea house', 'teahouse'],
  restaurant: ['吃饭', '饭店', '餐厅', '美食', '农家乐', '小吃', 'food', 'eating', 'dining'],
  shop: ['便利店', '超市', '小卖部', '小店', '买东西', 'convenience store', 'supermarket', 'store', 'kiosk'],
  school: ['中学', '小学', '幼儿园', 'primary school', 'kindergarten'],
  hospital: ['卫生院', '诊所', '看病', '社区卫生服务中心', 'clinic'],
  information: ['导览牌', '导览图', '问讯处', '信息点', '咨询', '指示牌', 'information', 'info', 'tourist information', 'map board'],
  defibrillator: ['除颤器', '除颤仪', '自动体外除颤器', 'aed'],
  lodging: ['酒店', '宾馆', '民宿', '旅馆', '客栈', '住宿', 'hotel', 'guesthouse', 'guest house', 'hostel', 'accommodation'],
}

/** Words of a question that are neither a kind nor a place. */
const fillers = [
  /^(?:哪里有|哪儿有|附近有没有|附近的|附近|最近的|最近|离我最近的|旁边的|周边的|周边|我要找|找)/,
  /(?:在哪里|在哪儿|在哪|附近|周边|旁边|里的|边的|的)$/,
]
const englishFillers = new Set(
  'a an the near nearest nearby closest next to at by around in of for me my any where is are'.split(' '),
)

/** Every word of every kind, in lower case. */
export const kindWords: ReadonlyMap<string, FacilityKind> = new Map(
  (Object.keys(facilityKinds) as FacilityKind[]).flatMap((kind) => {
    const { zh, en } = facilityKinds[kind].title
    return [zh, en.toLowerCase(), kind.replaceAll('_', ' '), ...words[kind]].map(
      (word) => [word, kind] as const,
    )
  }),
)

export interface KindSearch {
  readonly kind: FacilityKind
  /** The place in the words; empty if there is none. */
  readonly place: string
  /** False if kind and place are one word, which may be a name itself: 青山湖公园. */
  readonly isCertain: boolean
}

const han = /\p{Script=Han}/u

/** Returns the kind of a word, also in the English plural. */
function kindOf(word: string): FacilityKind | undefined {
  return (
    kindWords.get(word) ??
    kindWords.get(word.replace(/(?<=[a-z]{2})s$/, '')) ??
    kindWords.get(word.replace(/ies$/, 'y'))
  )
}

function withoutFillers(text: string): string {
  if (!han.test(text)) {
    const kept = text.split(' ').filter((word) => !englishFillers.has(word))
    return kept.join(' ')
  }
  const shorter = fillers.reduce((rest, filler) => rest.replace(filler, '').trim(), text)
  return shorter === text || shorter === '' ? text : withoutFillers(shorter)
}

/** Splits one Chinese word into a place and the longest kind at its end or beginning: 环湖绿道停车. */
function splitWord(word: string): KindSearch | undefined {
  // At least two characters, because many names end with 寺 or 庙.
  for (let length = Math.min(word.length - 1, 9); length >= 2; length -= 1) {
    const [head, end] = [word.slice(0, -length), word.slice(-length)]
    const atEnd = kindWords.get(end)
    if (atEnd && han.test(end)) return { kind: atEnd, place: withoutFillers(head), isCertain: false }
    const [start, tail] = [word.slice(0, length), word.slice(length)]
    const atStart = kindWords.get(start)
    if (atStart && han.test(start)) return { kind: atStart, place: withoutFillers(tail), isCertain: false }
  }
  return undefined
}

/** Finds the longest run of words that is a kind; the others are the place. */
function splitWords(all: readonly string[]): KindSearch | undefined {
  for (let length = all.length; length >= 1; length -= 1) {
    for (let start = 0; start + length <= all.length; start += 1) {
      const kind = kindOf(all.slice(start, start + length).join(' '))
      if (!kind) continue
      const others = [...all.slice(0, start), ...all.slice(start + length)].join(' ')
      return { kind, place: withoutFillers(others), isCertain: true }
    }
  }
  return undefined
}

/**
 * Reads a kind of facility, and a place beside it, from words in lower case with single spaces: `公厕 水上森林`,
 * `toilets near the dam`. Returns undefined if they contain no kind.
 */
export function readKind(text: string): KindSearch | undefined {
  const plain = withoutFillers(text)
  if (plain === '') return undefined
  const all = plain.split(' ').map((word) => (han.test(word) ? withoutFillers(word) : word))
  return splitWords(all) ?? (all.length === 1 && han.test(plain) ? splitWord(plain) : undefined)
}
