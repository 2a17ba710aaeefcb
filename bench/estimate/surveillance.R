# SPDX-License-Identifier: GPL-3.0-or-later
# The series of the R package surveillance with its own bounds and alarms, as CSV for bench_series. Arguments: output folder.
suppressMessages(library(surveillance))
out <- commandArgs(TRUE)[1]
plain <- function(name) { data(list = name, package = "surveillance", envir = environment()); x <- get(name); if (inherits(x, "disProg")) x <- disProg2sts(x); x@epochAsDate <- FALSE; x }
sets <- c("salmonella.agona", "hepatitisA", "k1", "m1", "m2", "m3", "m4", "m5", "n1", "n2", "q1_nrwh", "q2", "s1", "s2", "s3", "salmNewport", "momo", "rotaBB", "shadar")
ways <- list(
  delta = list(b = 3, w = 3, alpha = 0.01, pastWeeksNotIncluded = 3),
  noufaily = list(b = 3, w = 3, alpha = 0.01, noPeriods = 10, pastWeeksNotIncluded = 26, pThresholdTrend = 1, thresholdMethod = "nbPlugin"))
took <- 0
for (name in sets) {
  s <- try(plain(name), silent = TRUE)
  if (inherits(s, "try-error") || ncol(s) < 1) next
  one <- s[, 1]; y <- as.numeric(observed(one)); f <- one@freq
  if (f != 52 || any(is.na(y)) || length(y) < 3 * f + 30) next
  for (way in names(ways)) {
    control <- c(ways[[way]], list(range = (3 * f + 5):length(y), glmWarnings = FALSE))
    begin <- proc.time()[["elapsed"]]
    r <- try(suppressWarnings(farringtonFlexible(one, control)), silent = TRUE)
    took <- took + proc.time()[["elapsed"]] - begin
    if (inherits(r, "try-error")) next
    write.csv(data.frame(at = control$range - 1, upper = as.numeric(upperbound(r)), alarm = as.numeric(alarms(r))), file.path(out, paste(name, way, "bounds.csv", sep = "-")), row.names = FALSE)
    write.csv(data.frame(count = y), file.path(out, paste(name, way, "counts.csv", sep = "-")), row.names = FALSE)
  }
  m <- mean(y[1:(3 * f)])
  d <- suppressWarnings(create.disProg(week = seq_along(y), observed = y, state = 0 * y, freq = f))
  c1 <- algo.cusum(d, list(range = (3 * f + 1):length(y), k = 1.04, h = 2.26, m = m, trans = "rossi"))
  write.csv(data.frame(sum = as.numeric(c1$cusum), upper = as.numeric(c1$upperbound), alarm = as.numeric(c1$alarm)), file.path(out, paste(name, "cusum.csv", sep = "-")), row.names = FALSE)
}
cat(took, file = file.path(out, "seconds"))
