// Draws every [data-chart] from its JSON block with ECharts, in the page's own colours; the table stays beside it.
(() => {
  "use strict";
  const root = document.documentElement;
  const english = root.lang === "en";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const short = new Intl.NumberFormat(english ? "en" : "zh-CN", { notation: "compact", maximumFractionDigits: 2 });
  const drawn = new Map();

  const probe = document.createElement("i");
  const colour = (name) => {  // light-dark() is resolved by the browser, not by us
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };
  const palette = () => ({
    lines: ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"].map(colour),
    ink: colour("--ink"), faint: colour("--ink-3"), rule: colour("--line"), leaf: colour("--leaf"), edge: colour("--line-2"),
  });

  const measure = (text) => [...text].reduce((width, c) => width + (c > "\u2e7f" ? 12.5 : 7), 0);

  const series = (one, at, tones, data, spans, names) => {
    const target = one.role === "target", before = one.role === "before";
    const tone = target ? tones.faint : before ? tones.faint : tones.lines[at % 6];
    const line = one.kind === "line";
    return {
      name: one.name, type: line ? "line" : "bar", data: one.values, connectNulls: false, stack: data.stacked && !target && !before ? "all" : undefined,
      areaStyle: line && data.stacked ? { opacity: 0.18 } : undefined, markArea: at === 0 ? happened(data, tones, spans) : undefined, markLine: at === 0 ? within(data, tones, spans) : undefined,
      color: tone, barMaxWidth: 26, itemStyle: line ? {} : { borderRadius: data.across ? [0, 2, 2, 0] : [2, 2, 0, 0] },
      symbol: target ? "none" : "circle", symbolSize: before ? 3 : one.values.length > 40 ? 0 : 5, showSymbol: one.values.length <= 40,
      lineStyle: { width: target ? 1.2 : before ? 1.4 : 2, type: target ? [4, 4] : "solid", opacity: before ? 0.45 : 1 },
      endLabel: line && names
        ? { show: true, formatter: one.name, color: tone, fontSize: 12, offset: [4, 0] } : { show: false },
      labelLayout: { moveOverlap: "shiftY" },
      z: target || before ? 1 : 3,
    };
  };

  // The names of what happened stand in rows above the lines and within the axes, each beginning or ending at its place;
  // one that finds no room stays out, and is told in the list beneath.
  const TALL = 14, WIDE = 90, ROWS = 3;
  const named = (data, room) => {
    const step = room / data.labels.length, ends = [];
    return (data.spans || []).map((one) => {
      const starts = (one.from + one.to + 1) * step <= room;
      const wide = Math.min(WIDE, measure(one.text) * 0.92) + 8;
      const from = starts ? (one.from + 0.5) * step : (one.to + 0.5) * step - wide;
      const free = ends.findIndex((taken) => taken.every(([a, b]) => from + wide <= a || b <= from));
      const row = free >= 0 ? free : ends.length;
      if (row >= ROWS) return { show: false };
      (ends[row] ||= []).push([from, from + wide]);
      return { show: true, starts, row };
    });
  };
  const above = (names) => Math.max(0, ...names.map((one) => (one.show ? one.row + 1 : 0))) * TALL;

  // what happened, as bands behind the lines; what lies within one period is a line
  const happened = (data, tones, names) => (data.spans || []).length ? {
    silent: true, itemStyle: { color: tones.edge, opacity: 0.28 },
    data: data.spans.flatMap((one, at) => one.to === one.from ? [] : [[{
      name: one.text, xAxis: one.from, label: {
        show: names[at].show, color: tones.ink, fontSize: 11, overflow: "truncate", width: WIDE,
        position: names[at].starts ? "insideTopLeft" : "insideTopRight", align: names[at].starts ? "left" : "right",
        offset: [names[at].starts ? -5 : 5, -19 - names[at].row * TALL],
      },
    }, { xAxis: one.to }]]),
  } : undefined;

  const within = (data, tones, names) => (data.spans || []).some((one) => one.to === one.from) ? {
    silent: true, symbol: "none", lineStyle: { color: tones.edge, type: "solid", width: 1.5 }, animation: false,
    data: data.spans.flatMap((one, at) => one.to !== one.from ? [] : [{
      xAxis: one.from,
      label: {
        show: names[at].show, formatter: one.text, color: tones.ink, fontSize: 11, overflow: "truncate", width: WIDE,
        position: "end", rotate: 0, align: names[at].starts ? "left" : "right", distance: 4, offset: [0, -names[at].row * TALL],
      },
    }]),
  } : undefined;

  const steps = (data, tones) => {
    const bars = data.waterfall.map(([from, to], at) => ({
      value: [from, to, Math.min(from, to), Math.max(from, to)],
      itemStyle: data.wholes[at] ? { color: tones.faint, color0: tones.faint, borderColor: tones.faint, borderColor0: tones.faint } : {},
    }));
    const tops = data.waterfall.map(([from, to], at) => ({ value: Math.max(from, to), label: { formatter: data.series[0].texts[at] } }));
    return [
      { type: "candlestick", name: data.series[0].name, data: bars, barMaxWidth: 46, barMinWidth: 8,
        itemStyle: { color: tones.lines[0], color0: tones.lines[1], borderColor: tones.lines[0], borderColor0: tones.lines[1] } },
      { type: "scatter", data: tops, symbolSize: 0, silent: true, tooltip: { show: false },
        label: { show: true, position: "top", color: tones.ink, fontSize: 11 }, labelLayout: { hideOverlap: true } },
    ];
  };

  // how many rows the legend takes: its names stand above the bars, never on them
  const legendRows = (data, width) => {
    let rows = 1, used = 0;
    for (const one of data.series) {
      const needed = measure(one.name) + 42;
      if (used && used + needed > width) { rows += 1; used = 0; }
      used += needed;
    }
    return rows;
  };

  // Lines bear their names where they end, unless that takes a third of the picture or lies amid the other lines.
  const longest = (data) => Math.max(...data.series.map((one) => measure(one.name)));
  const beside = (data, width) => 18 + longest(data) < width * 0.3 && data.series.every((one) => one.kind !== "line" || one.values.at(-1) != null);

  const option = (data, width) => {
    const tones = palette();
    const category = {
      type: "category", data: data.labels, inverse: data.across, axisTick: { show: false },
      axisLine: { lineStyle: { color: tones.edge } }, axisLabel: data.waterfall ? { color: tones.faint, interval: 0, fontSize: 11, ...(innerWidth < 900
        ? { width: 74, overflow: "truncate", rotate: 60 } : { width: 84, overflow: "break" }) }
        : { color: tones.faint, hideOverlap: true, width: data.across ? 120 : undefined, overflow: "truncate" },
    };
    const value = {
      type: "value", scale: !data.stacked && data.series.every((one) => one.kind === "line"), splitNumber: 4,
      splitLine: { lineStyle: { color: tones.rule } },
      axisLabel: { color: tones.faint, formatter: (v) => data.prefix + short.format(v * data.scale) + data.suffix },
    };
    const names = !data.stacked && data.series.some((one) => one.kind === "line") && data.series.length > 1 && beside(data, width);
    const legend = !names && data.series.length > 1;
    const right = names ? 18 + longest(data) : 26;
    const spans = named(data, width - 50 - right);
    return {
      animation: !still.matches, animationDuration: 350, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 6, right, top: (legend ? 14 + 24 * legendRows(data, width) : 16) + above(spans), bottom: 6, containLabel: true },
      legend: !legend ? { show: false } : { top: 0, right: 0, textStyle: { color: tones.faint }, icon: data.series.some((one) => one.kind === "line") ? undefined : "roundRect" },
      xAxis: data.across ? value : category, yAxis: data.across ? category : value,
      tooltip: {
        trigger: "axis", renderMode: "richText", backgroundColor: tones.leaf, borderColor: tones.edge, padding: [8, 12],
        textStyle: { color: tones.ink, fontSize: 13 }, axisPointer: { type: "line", lineStyle: { color: tones.edge } },
        formatter: (points) => [data.labels[points[0].dataIndex], ...points.filter((p) => data.series[p.seriesIndex]).map((p) =>
          `${data.series[p.seriesIndex].name}  ${data.series[p.seriesIndex].texts[p.dataIndex]}`)].join("\n"),
      },
      series: data.waterfall ? steps(data, tones) : data.series.map((one, at) => series(one, at, tones, data, spans, names)),
    };
  };

  const draw = () => {
    for (const [figure, chart] of drawn) if (!figure.isConnected) { chart.dispose(); drawn.delete(figure); }
    for (const figure of document.querySelectorAll("[data-chart]")) {
      if (drawn.has(figure)) continue;
      const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
      figure.classList.add("drawn");
      const chart = window.echarts.init(figure.querySelector(".draw"));
      chart.setOption(option(data, chart.getWidth()));
      drawn.set(figure, chart);
      new ResizeObserver(() => chart.resize()).observe(figure);
    }
  };
  const again = () => {
    for (const [figure, chart] of drawn) {
      chart.setOption(option(JSON.parse(document.getElementById(figure.dataset.chart).textContent), chart.getWidth()), true);
    }
  };
  window.guijuCharts = draw;
  addEventListener("DOMContentLoaded", draw);
  // Paper is narrower than the window: a chart is drawn anew for it, not cut off at the edge.
  const SHEET = 620;
  addEventListener("beforeprint", () => drawn.forEach((chart) => {
    chart.resize({ width: Math.min(SHEET, chart.getWidth()) });
    chart.getZr().flush();  // now: the next frame is after the paper
  }));
  addEventListener("afterprint", () => drawn.forEach((chart) => chart.resize({ width: "auto" })));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
})();
