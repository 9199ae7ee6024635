// Infers the parameters of two moons for every row of the Results table.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

model = folder + "two_moons.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=two_moons simulations=300 steps=20 batchsize=64 modelfile=[" + model + "]");

run("Clear Results");
for (i = 0; i < 3; i++) {
	setResult("Label", i, "cell " + (i + 1));
	setResult("x_1", i, -0.2 + 0.2 * i);
	setResult("x_2", i, 0);
}
updateResults();
run("InferJ Posterior...", "modelfile=[" + model + "] table=Results draws=200 seed=1"
	+ " posteriorfile=[" + folder + "posterior.csv] plotfile=[" + folder + "posterior.png] overwrite=true");
