// A link may carry the query code behind '#', which no server sees and no log keeps: it goes into
// its field, the address forgets it, and where the number is there too the case is asked for at once.
const form = document.getElementById('look');
const code = location.hash.slice(1);
if (form && /^[2-9A-HJ-NP-Za-hj-np-z]{8}$/.test(code)) {
  history.replaceState(null, '', location.pathname + location.search);
  form.elements.c.value = code;
  if (form.elements.n.value) form.submit();
}
