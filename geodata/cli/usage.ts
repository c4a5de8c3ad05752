import { catalogue } from '../model/catalogue.ts'
import type { Language } from '../model/text.ts'

const layers = (language: Language) =>
  catalogue.map(({ id, title }) => `  ${id.padEnd(20)} ${title[language]}`).join('\n')

/** Help text. */
export const usage: Readonly<Record<Language, string>> = {
  zh: `用法：npm run geodata -- import <文件> --as <类型> [选项]
      npm run geodata -- remove <来源>

类型：
  osm                  OpenStreetMap PBF 文件的全部图层（也可只写一个图层）
  dem                  数字高程（GeoTIFF、HGT、IMG、DTED、ASCII 格网，也可为 zip 或 gz）
${layers('zh')}

选项：
  --crs <坐标系>       EPSG:4326、4490、4549、4528、GCJ-02 或 BD-09；文件未注明坐标系时必填
  --towgs84 <参数>     西安80、北京54 等转到 WGS 84 的参数：dx,dy,dz[,rx,ry,rz,s]（米、角秒、百万分之一）
  --source <名称>      数据来源名，同名再次导入即替换（默认由类型和文件名组成）
  --licence <许可>     数据许可，显示在地图上
  --layer <图层>       文件含多个图层时指定一个
  --map <原列=列>      列名对应，可重复
  --set <列=值>        文件没有的列统一取此值，可重复
  --where <条件>       只导入符合条件的要素，如 "Layer='绿线'"
  --swap-axes          文件中北坐标在前
  --encoding <编码>    文字的编码，如 GBK、GB18030、UTF-8、BIG5；默认按内容判断
  --timezone <时区>    未注明时区的时间属于哪个时区，如 Asia/Shanghai（默认）或 +08:00
  --priority <整数>    地形重叠时优先级高者显示（默认 10）
  --synthetic          标为合成数据
  --lang <zh|en>       语言
数据库由 DATABASE_URL 指定，缺省为 DATA_DIR（默认 var）中的内嵌数据库。`,
  en: `Usage: npm run geodata -- import <file> --as <kind> [options]
       npm run geodata -- remove <source>

Kinds:
  osm                  all layers of an OpenStreetMap PBF file (or name one layer)
  dem                  elevations (GeoTIFF, HGT, IMG, DTED, ASCII grid, also in a zip or gz)
${layers('en')}

Options:
  --crs <system>       EPSG:4326, 4490, 4549, 4528, GCJ-02 or BD-09; needed where the file does not say
  --towgs84 <numbers>  the way of a datum such as Xian 1980 to WGS 84: dx,dy,dz[,rx,ry,rz,s] (m, arc seconds, ppm)
  --source <name>      name of the source; the same name again replaces it (made of kind and file name)
  --licence <licence>  licence of the data, shown on the map
  --layer <layer>      one layer of a file that has several
  --map <from=to>      a column of the file to a column of the layer; may be repeated
  --set <column=value> a value for a column that the file does not have; may be repeated
  --where <condition>  only features for which it holds, such as "Layer='green'"
  --swap-axes          the file writes north before east
  --encoding <name>    encoding of the text, such as GBK, GB18030, UTF-8 or BIG5; judged by the content
  --timezone <zone>    zone of times that name none, such as Asia/Shanghai (the default) or +08:00
  --priority <number>  where terrain overlaps, the highest is drawn (10)
  --synthetic          marks the data as synthetic
  --lang <zh|en>       language
DATABASE_URL names the database; without it, the embedded one in DATA_DIR (var) is used.`,
}
