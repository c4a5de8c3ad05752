/**
 * Code lists: the values of coded columns, with titles. Imports map to them, tiles contain them, cards
 * and legends show their titles. Land use is in a separate file.
 */
import type { Code, CodeList } from './code-list.ts'
import { landUseDetails } from './land-use-details.ts'

const code = (zh: string, en: string, icon?: string): Code =>
  icon === undefined ? { title: { zh, en } } : { title: { zh, en }, icon }

export const administrativeKinds = {
  city: code('地级市', 'City'),
  county: code('区县', 'County or district'),
  subdistrict: code('街道', 'Sub-district'),
  town: code('镇', 'Town'),
} satisfies CodeList

export const surfaces = {
  asphalt: code('沥青', 'Asphalt'),
  concrete: code('混凝土', 'Concrete'),
  paving: code('铺装', 'Paving'),
  boardwalk: code('木栈道', 'Boardwalk'),
  rubber: code('塑胶', 'Rubber track'),
  gravel: code('砂石', 'Gravel'),
  earth: code('土路', 'Earth'),
  stone_steps: code('石阶', 'Stone steps'),
  unknown: code('未知', 'Unknown'),
} satisfies CodeList

export const facilityKinds = {
  toilet: code('公共厕所', 'Toilet', 'toilet'),
  drinking_water: code('饮水点', 'Drinking water', 'drinking-water'),
  car_park: code('停车场', 'Car park', 'parking'),
  bicycle_hire: code('公共自行车', 'Bicycle hire', 'bicycle-share'),
  bus_stop: code('公交站', 'Bus stop', 'bus'),
  metro_station: code('地铁站', 'Metro station', 'rail-metro'),
  first_aid: code('急救点', 'First aid', 'hospital'),
  police_post: code('警务站', 'Police post', 'police'),
  service_station: code('驿站', 'Greenway service station', 'home'),
  shelter: code('休息亭', 'Shelter', 'shelter'),
  bench: code('座椅', 'Bench', 'bench'),
  viewpoint: code('观景点', 'Viewpoint', 'viewpoint'),
  attraction: code('景点', 'Attraction', 'attraction'),
  museum: code('博物馆', 'Museum', 'museum'),
  temple: code('寺庙', 'Temple', 'place-of-worship'),
  park: code('公园', 'Park', 'park'),
  playground: code('儿童乐园', 'Playground', 'playground'),
  fitness: code('健身点', 'Fitness station', 'fitness-centre'),
  picnic_site: code('野餐区', 'Picnic site', 'picnic-site'),
  cafe: code('咖啡茶饮', 'Café or tea house', 'cafe'),
  restaurant: code('餐馆', 'Restaurant', 'restaurant'),
  shop: code('商店', 'Shop', 'shop'),
  school: code('学校', 'School', 'school'),
  hospital: code('医院', 'Hospital', 'hospital'),
  information: code('信息牌', 'Information board', 'information'),
  defibrillator: code('自动除颤器', 'Defibrillator', 'defibrillator'),
  lodging: code('住宿', 'Lodging', 'lodging'),
} satisfies CodeList

export const entranceKinds = {
  main: code('主入口', 'Main entrance', 'entrance-alt1'),
  side: code('次入口', 'Side entrance', 'gate'),
  metro: code('地铁接驳', 'From the metro', 'rail-metro'),
  parking: code('停车场入口', 'From the car park', 'parking'),
} satisfies CodeList

export const roadClasses = {
  motorway: code('高速公路', 'Motorway'),
  trunk: code('快速路', 'Trunk road'),
  primary: code('主干路', 'Primary road'),
  secondary: code('次干路', 'Secondary road'),
  tertiary: code('支路', 'Tertiary road'),
  residential: code('居住区道路', 'Residential street'),
  service: code('内部道路', 'Service road'),
  track: code('机耕路', 'Track'),
  pedestrian: code('步行街', 'Pedestrian street'),
  cycleway: code('自行车道', 'Cycleway'),
  footway: code('步行道', 'Footway'),
  path: code('小径', 'Path'),
  steps: code('台阶', 'Steps'),
  rail: code('铁路', 'Railway'),
  metro: code('地铁', 'Metro line'),
} satisfies CodeList

export const waterKinds = {
  lake: code('湖泊', 'Lake'),
  reservoir: code('水库', 'Reservoir'),
  river: code('河流', 'River'),
  canal: code('运河', 'Canal'),
  pond: code('池塘', 'Pond'),
  wetland: code('湿地水面', 'Wetland water'),
  other: code('水面', 'Water'),
} satisfies CodeList

export const waterwayKinds = {
  river: code('河流', 'River'),
  canal: code('运河', 'Canal'),
  stream: code('溪流', 'Stream'),
  ditch: code('沟渠', 'Ditch'),
} satisfies CodeList

export const landCoverKinds = {
  forest: code('林地', 'Forest'),
  scrub: code('灌丛', 'Scrub'),
  grass: code('草地', 'Grass'),
  park: code('公园', 'Park'),
  wetland: code('湿地', 'Wetland'),
  farmland: code('耕地', 'Farmland'),
  orchard: code('园地、茶园', 'Orchard or tea garden'),
  residential: code('居住用地', 'Residential'),
  commercial: code('商业用地', 'Commercial'),
  industrial: code('工业用地', 'Industrial'),
  education: code('科教用地', 'Education'),
  cemetery: code('墓地', 'Cemetery'),
  bare: code('裸地', 'Bare ground'),
} satisfies CodeList

export const buildingKinds = {
  residential: code('住宅', 'Residential'),
  commercial: code('商业', 'Commercial'),
  office: code('办公', 'Office'),
  industrial: code('工业', 'Industrial'),
  public: code('公共建筑', 'Public'),
  education: code('教育', 'Education'),
  religious: code('宗教', 'Religious'),
  other: code('其他', 'Other'),
} satisfies CodeList

export const heightSources = {
  measured: code('实测', 'Measured'),
  levels: code('按层数推算', 'From the number of storeys'),
  assumed: code('按类型假定', 'Assumed from the kind'),
} satisfies CodeList

/** 权属性质, the first letter of the kind in a parcel code. */
const tenures = {
  G: code('国有', 'State-owned'),
  J: code('集体', 'Collective'),
  Z: code('未确定', 'Undetermined'),
} satisfies CodeList

const parcelStates = {
  built: code('已建成', 'Built'),
  under_construction: code('在建', 'Under construction'),
  supplied: code('已供未建', 'Supplied, unbuilt'),
  idle: code('闲置', 'Idle'),
  planned: code('规划', 'Planned'),
  unsupplied: code('未供应', 'Not supplied'),
  natural: code('非建设用地', 'Not for building'),
} satisfies CodeList

export const controlLineKinds = {
  permanent_basic_farmland: code('永久基本农田', 'Permanent basic farmland'),
  ecological_redline: code('生态保护红线', 'Ecological protection red line'),
  urban_development_boundary: code('城镇开发边界', 'Urban development boundary'),
  heritage_protection: code('文物保护范围', 'Heritage protection area'),
  heritage_control: code('文物建设控制地带', 'Heritage construction control zone'),
  water_protection: code('水域保护线', 'Water protection line'),
  flood: code('洪水淹没线', 'Flood line'),
} satisfies CodeList

/** The layers whose coverage is known. */
const coveredLayers = {
  control_lines: code('控制线', 'Control lines'),
  parcels: code('地块', 'Parcels'),
  plans: code('规划方案', 'Plans'),
} satisfies CodeList

/** The states of a plan; only published plans are public. */
export const planStates = {
  draft: code('草案', 'Draft'),
  in_review: code('审查中', 'In review'),
  published: code('已公布', 'Published'),
} satisfies CodeList

/** The consequence of intersecting a control line. */
export const severities = {
  block: code('禁止', 'Block'),
  refer: code('征求主管部门意见', 'Consult the authority'),
  note: code('提示', 'Advisory'),
} satisfies CodeList

export const unitStates = {
  available: code('待命', 'Available'),
  en_route: code('赶赴中', 'En route'),
  on_scene: code('处置中', 'On scene'),
  off_shift: code('休息', 'Off shift'),
} satisfies CodeList

export const incidentKinds = {
  illegal_parking: code('违停', 'Illegal parking', 'parking'),
  street_vending: code('占道经营', 'Street vending', 'shop'),
  littering: code('乱扔垃圾', 'Littering', 'waste-basket'),
  illegal_fishing: code('违规垂钓', 'Illegal fishing', 'ice_fishing'),
  swimming: code('野泳', 'Swimming where forbidden', 'swimming'),
  open_fire: code('野外用火', 'Open fire', 'campsite'),
  lost_person: code('走失求助', 'Lost person', 'pedestrian'),
  injury: code('受伤求助', 'Injury', 'hospital'),
  dispute: code('纠纷', 'Dispute', 'police'),
  facility_damage: code('设施损坏', 'Damaged facility', 'tools'),
  path_gap: code('断点', 'Gap in the way', 'roadblock'),
  uneven_surface: code('路面不平', 'Uneven surface', 'speed_bump'),
  standing_water: code('积水', 'Standing water', 'water'),
  lighting: code('照明', 'Lighting', 'street_lamp_arm'),
  unleashed_dog: code('不文明养犬', 'Unleashed dog', 'dog-park'),
  crowding: code('人员拥挤', 'Crowding', 'attraction'),
  other: code('其他', 'Other', 'information'),
} satisfies CodeList

/** The states of an incident, in order. */
const incidentStates = {
  received: code('已受理', 'Received'),
  routed: code('已派单', 'Routed'),
  accepted: code('已接单', 'Accepted'),
  arrived: code('已到场', 'Arrived'),
  resolved: code('已处置', 'Resolved'),
  fed_back: code('已反馈', 'Fed back'),
  closed: code('已办结', 'Closed'),
  cancelled: code('已撤销', 'Cancelled'),
  merged: code('已并案', 'Merged'),
} satisfies CodeList

export const incidentChannels = {
  call_110: code('110 警情', '110 call'),
  xihu_code: code('西湖码', 'Xihu code'),
  police_grid: code('警网协同', 'Police and grid'),
  four_platforms: code('基层治理四平台', 'Four platforms'),
  public_report: code('公众上报', 'Public report'),
  patrol: code('巡查发现', 'Found on patrol'),
} satisfies CodeList

export const placeKinds = {
  area: code('行政区', 'Administrative area'),
  greenway: code('绿道', 'Greenway'),
  facility: code('设施', 'Facility'),
  entrance: code('入口', 'Entrance'),
  road: code('道路', 'Road'),
  water: code('水体', 'Water'),
  building: code('建筑', 'Building'),
  parcel: code('地块', 'Parcel'),
  zone: code('巡查片区', 'Patrol zone'),
  peak: code('山峰', 'Peak', 'mountain'),
  locality: code('地名', 'Locality'),
} satisfies CodeList

/** Every code list by its name in the catalogue. */
export const codeLists = {
  administrativeKinds,
  surfaces,
  facilityKinds,
  entranceKinds,
  roadClasses,
  waterKinds,
  waterwayKinds,
  landCoverKinds,
  buildingKinds,
  heightSources,
  tenures,
  parcelStates,
  controlLineKinds,
  coveredLayers,
  planStates,
  severities,
  unitStates,
  incidentKinds,
  incidentStates,
  incidentChannels,
  placeKinds,
  landUseDetails,
} satisfies Record<string, CodeList>

export type CodeListName = keyof typeof codeLists
