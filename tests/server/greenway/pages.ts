/** Pages of greenways and facilities: readable without scripts, in both languages, for search engines. */
import sax from 'sax'
import { expect, it } from 'vitest'

export function declarePageTests(url: () => string): void {
  const page = async (path: string) => {
    const answer = await fetch(`${url()}${path}`)
    expect(answer.status).toBe(200)
    return answer.text()
  }
  const structured = (html: string) => {
    const [, text = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? []
    return JSON.parse(text) as Record<string, unknown>
  }

  it('describes a greenway on a page without scripts, in both languages', async () => {
    const html = await page('/explore/greenways/1?lang=zh')
    expect(html).toContain('<title>青山湖环湖绿道 · 双西')
    expect(html).toContain('<h1>青山湖环湖绿道</h1>')
    for (const text of ['1.00 公里', '沥青 60 %', '公共厕所 2', '合成示例数据', 'CC0'])
      expect(html).toContain(text)
    // The one script element is data.
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(structured(html)).toMatchObject({
      ...{ '@context': 'https://schema.org', '@type': 'TouristAttraction', name: '青山湖环湖绿道' },
      url: `${url()}/explore/greenways/1?lang=zh`,
    })
    expect(html).toContain(`hreflang="en" href="${url()}/explore/greenways/1?lang=en"`)
    const [, picture = ''] = /og:image" content="([^"]+)"/.exec(html) ?? []
    expect(new URL(picture.replaceAll('&amp;', '&')).searchParams.get('bbox')).toMatch(
      /^119\.\d+,30\.\d+,119/,
    )
    const english = await page('/explore/greenways/1?lang=en')
    expect(english).toContain('<h1>Qingshan Lake loop greenway</h1>')
    expect(english).toContain('Asphalt 60 %')
    expect((await fetch(`${url()}/explore/greenways/999`)).status).toBe(404)
  })

  it('describes a facility with its kind and the nearest greenway', async () => {
    const html = await page('/explore/facilities/1?lang=zh')
    expect(structured(html)).toMatchObject({ '@type': 'PublicToilet', name: '公厕一' })
    expect(html).toContain('/explore/greenways/1?lang=zh')
    expect((await fetch(`${url()}/explore/facilities/x`)).status).toBe(404)
  })

  it('lists every page for readers and for search engines, and names the sitemap', async () => {
    const list = await page('/explore?lang=zh')
    const robots = await page('/robots.txt')
    expect(robots).toContain(`Sitemap: ${url()}/sitemap.xml`)
    const places: string[] = []
    const parser = sax.parser(true)
    let isPlace = false
    parser.onopentag = ({ name }) => {
      isPlace = name === 'loc'
    }
    parser.ontext = (text) => {
      if (isPlace && text.trim()) places.push(text)
    }
    parser.write(await page('/sitemap.xml')).close()
    const chinese = places.filter((place) => place.endsWith('lang=zh'))
    expect(places).toHaveLength(2 * chinese.length)
    for (const place of chinese.slice(1)) expect(list).toContain(place)
    expect(chinese.some((place) => place.includes('/explore/facilities/'))).toBe(true)
    for (const place of chinese) await page(place.slice(url().length))
  })
}
