// Keeps the bar of a lasting job moving, and goes on when the job is over.
const line = document.querySelector("[data-job]");
const bar = line.querySelector("progress");
const said = line.querySelector("span");
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

async function look() {
  let pause = 2000;
  try {
    const answer = await fetch(line.dataset.job, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const job = await answer.json();
    if (!["waiting", "running"].includes(job.state)) {
      location.reload();
      return;
    }
    if (job.total) {
      bar.max = job.total;
      bar.value = job.done;
      said.textContent = percent.format(job.done / job.total);
    }
  } catch {
    pause = 10000; // The network is away, or the server starts anew: ask more calmly.
  }
  setTimeout(look, pause);
}

setTimeout(look, 1000);
