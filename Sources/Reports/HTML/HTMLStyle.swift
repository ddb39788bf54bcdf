/// The style sheet and the script of a page.
enum HTMLStyle {
  static let text = """
    :root{color-scheme:light dark;\(SVGStyle.light)}
    @media(prefers-color-scheme:dark){:root{\(SVGStyle.dark)}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);\
    font:15px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
    main{max-width:908px;margin:0 auto;padding:32px 24px 48px}
    h1{font-size:22px;margin:0 0 4px;overflow-wrap:anywhere}
    h2{font-size:17px;margin:0 0 4px;overflow-wrap:anywhere}h2 .dim{font-size:14px;font-weight:400}
    h3{font-size:14px;margin:12px 0 0;font-weight:600}
    p{margin:0 0 8px}a{color:inherit;text-decoration-color:var(--dim)}
    .dim{color:var(--dim)}.good{color:var(--good)}.bad{color:var(--bad)}.look{color:var(--look)}
    .verdict{font-weight:650;white-space:nowrap}
    table{border-collapse:collapse;width:100%;margin:20px 0 28px;font-variant-numeric:tabular-nums}
    th,td{text-align:left;padding:6px 10px 6px 0;border-bottom:1px solid var(--rule);\
    font-weight:400;vertical-align:top;overflow-wrap:break-word}
    thead th{color:var(--dim);white-space:nowrap}
    td.number,th.number{text-align:right;padding-right:20px;white-space:nowrap}
    thead th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
    th[aria-sort=ascending] button::after{content:" ↑"}
    th[aria-sort=descending] button::after{content:" ↓"}
    section{border-top:1px solid var(--rule);padding:22px 0 14px}
    figure{margin:8px 0}figcaption{color:var(--dim);font-size:12px}
    svg.chart{display:block;width:100%;height:auto}svg.narrow{display:none}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 24px;margin:8px 0}
    dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
    ul.members{padding-left:1.2em;margin:0 0 8px}
    details{font-size:13px}details p{margin:4px 0 0;overflow-wrap:anywhere}
    code{overflow-wrap:anywhere}footer{border-top:1px solid var(--rule);padding-top:14px;font-size:13px}
    .sr{position:absolute;left:-9999px}
    @media(max-width:640px){main{padding:20px 14px 32px}.wide-only{display:none}\
    svg.wide{display:none}svg.narrow{display:block}table{font-size:13px;display:block;overflow-x:auto}\
    tbody th a{display:inline-block;min-width:7.5em;overflow-wrap:anywhere}td.number,th.number{padding-right:8px}\
    dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 6px}thead th{white-space:normal}}
    @page{size:A4;margin:15mm}
    @media print{:root{color-scheme:light;\(SVGStyle.light);--ground:#fff}\
    main{padding:0;max-width:none}body{font-size:11px}section{padding:10px 0 6px}\
    section,figure,tr{break-inside:avoid}a{text-decoration:none}h2{font-size:14px}\
    .wide-only{display:table-cell}svg.wide{display:block;max-width:560px}svg.narrow{display:none}}
    \(SVGStyle.rules)
    """

  /// Sorts the ranking by a column; the page has the same content without it.
  static let script = """
    document.querySelectorAll("table.ranking thead th").forEach((head,column)=>{
    const button=document.createElement("button");button.textContent=head.textContent;
    head.replaceChildren(button);button.onclick=()=>{
    const body=head.closest("table").tBodies[0];
    const up=head.getAttribute("aria-sort")!=="ascending";
    const key=row=>{const cell=row.cells[column];const value=cell.dataset.v;
    return value===undefined?(cell.className==="number"?null:cell.textContent.trim()):+value};
    const compare=(a,b)=>{const x=key(a),y=key(b);if(x===null||y===null)return(x===null)-(y===null);
    const order=typeof x==="number"?x-y:x.localeCompare(y,undefined,{numeric:true});
    return up?order:-order};
    for(const other of head.parentNode.cells)other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort",up?"ascending":"descending");
    body.append(...[...body.rows].sort(compare))}})
    """
}
